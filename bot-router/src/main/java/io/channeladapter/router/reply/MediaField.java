package io.channeladapter.router.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.media.MediaFormat;
import io.channeladapter.common.message.CheckedReply.MediaSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The media of a reply: the id of media at Twitter, or where they are to come from; both null where there are none, or
 * where what is there is wrong.
 *
 * @param id of media uploaded for the account
 * @param source an address, or the file itself
 */
record MediaField(@Nullable String id, @Nullable MediaSource source) {
    /** Our own limit: a reply has to fit into a record of Kafka, 1 MiB by default, with all that is beside the file. */
    static final int MOST_BYTES = 512 * 1024;

    private static final MediaField NONE = new MediaField(null, null);
    private static final Pattern MEDIA_ID = Pattern.compile("[0-9]{1,19}");
    private static final int MOST_CHARACTERS = (MOST_BYTES + 2) / 3 * 4;
    private static final String SHAPE =
            "media: must be one of {\"url\": \"https://…\"}, the file's address; {\"base64\": \"…\"},"
                    + " its bytes; {\"id\": \"<digits>\"}, the id of media uploaded at Twitter";

    /** Reads {@code media} of a reply, and tells what is wrong with it. */
    static MediaField read(JsonNode media, Consumer<String> problem) {
        if (media.isMissingNode() || media.isNull()) {
            return NONE;
        }
        boolean id = media.hasNonNull("id");
        boolean url = media.hasNonNull("url");
        boolean base64 = media.hasNonNull("base64");
        if (!media.isObject() || (id ? 1 : 0) + (url ? 1 : 0) + (base64 ? 1 : 0) != 1) {
            problem.accept(SHAPE);
            return NONE;
        }
        return id ? uploaded(media.path("id"), problem) : source(media, url, problem);
    }

    private static MediaField uploaded(JsonNode id, Consumer<String> problem) {
        String digits = id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
        if (!MEDIA_ID.matcher(digits).matches()) {
            problem.accept("media.id: must be the id of media uploaded at Twitter, digits as a string");
            return NONE;
        }
        return new MediaField(digits, null);
    }

    private static MediaField source(JsonNode media, boolean isUrl, Consumer<String> problem) {
        String text = media.path(isUrl ? "url" : "base64").textValue();
        @Nullable String wrong = text == null ? "must be a string" : isUrl ? wrongUrl(text) : wrongBytes(text);
        if (text == null || wrong != null) {
            problem.accept((isUrl ? "media.url: " : "media.base64: ") + wrong);
            return NONE;
        }
        return new MediaField(null, isUrl ? new MediaSource(URI.create(text), null) : new MediaSource(null, text));
    }

    private static @Nullable String wrongUrl(String text) {
        if (text.length() > ReplyFields.LONGEST_URL) {
            return text.length() + " characters of at most " + ReplyFields.LONGEST_URL;
        }
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getPort() > ReplyFields.LAST_PORT || !ReplyFields.isWhole(text)) {
                return "must be an http or https address";
            }
            return uri.getRawUserInfo() == null ? null : "must not hold a user or a password";
        } catch (URISyntaxException e) {
            return "must be an http or https address";
        }
    }

    private static @Nullable String wrongBytes(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return "a file of at most " + MOST_BYTES / 1024 + " KiB fits into a reply; give a larger one by its url";
        }
        try {
            byte[] file = Base64.getDecoder().decode(text);
            return MediaFormat.of(Arrays.copyOf(file, Math.min(file.length, MediaFormat.HEAD_BYTES)))
                            .isPresent()
                    ? null
                    : "must be a file of JPEG, PNG, GIF, WebP, MP4 or MOV";
        } catch (IllegalArgumentException e) {
            return "must be base64 of the standard alphabet, without line breaks and without data: before it";
        }
    }
}
