package io.channeladapter.common.media;

import io.channeladapter.common.channel.StreamId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link to one file, as a bot gets it: {@code
 * <base>/media/<streamid>/<source in Base64>?type=photo&expires=<seconds>&signature=<HMAC in Base64>}. Whoever has it may
 * fetch the file until it expires; it holds no token.
 *
 * @param streamId whose message it was attached to
 * @param source where Twitter keeps it
 * @param type what it is
 * @param expiresAt whole seconds
 */
public record MediaLink(StreamId streamId, String source, MediaType type, Instant expiresAt) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    /** A link that somebody brought. */
    public sealed interface Judged {
        /**
         * Signed by one of our keys, and not expired.
         *
         * @param link what was signed
         */
        record Good(MediaLink link) implements Judged {}

        /** Signed by one of our keys, its time is over. */
        record Expired() implements Judged {}

        /** No link of ours. */
        record Forged() implements Judged {}
    }

    /** The link as text. */
    public String address(URI base, MediaKeys keys) {
        return base + "/media/" + streamId + "/" + BASE64.encodeToString(bytes(source)) + "?type=" + type.wire()
                + "&expires=" + expiresAt.getEpochSecond() + "&signature="
                + BASE64.encodeToString(keys.sign(signed()));
    }

    /**
     * Judges a link by its parts, as they stand in it; null for one that is missing. The signature is looked at first.
     *
     * @param now it is expired from its last second on
     */
    public static Judged judge(
            String streamId,
            String encodedSource,
            @Nullable String type,
            @Nullable String expires,
            @Nullable String signature,
            MediaKeys keys,
            Instant now) {
        if (type == null || expires == null || signature == null) {
            return new Judged.Forged();
        }
        Optional<MediaType> known = MediaType.of(type);
        Optional<byte[]> source = decoded(encodedSource);
        Optional<byte[]> mark = decoded(signature);
        if (!StreamId.isValid(streamId)
                || known.isEmpty()
                || source.isEmpty()
                || mark.isEmpty()
                || !SECONDS.matcher(expires).matches()) {
            return new Judged.Forged();
        }
        MediaLink link = new MediaLink(
                new StreamId(streamId),
                new String(source.get(), StandardCharsets.UTF_8),
                known.get(),
                Instant.ofEpochSecond(Long.parseLong(expires)));
        if (!keys.verify(link.signed(), mark.get())) {
            return new Judged.Forged();
        }
        return now.isBefore(link.expiresAt) ? new Judged.Good(link) : new Judged.Expired();
    }

    // No part but the last can hold a line end, so no two links have the same text.
    private String signed() {
        return "channel adapter media link 1\n" + streamId + "\n" + type.wire() + "\n" + expiresAt.getEpochSecond()
                + "\n" + source;
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(base64);
            // The last character may carry bits that mean nothing: only one spelling is ours.
            return BASE64.encodeToString(bytes).equals(base64) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
