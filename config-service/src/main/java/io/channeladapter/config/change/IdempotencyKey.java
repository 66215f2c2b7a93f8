package io.channeladapter.config.change;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.config.access.Principal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * By what a client names one creation, so that it may ask for it again: the channel's streamid follows from it, on every
 * instance, without anything to remember.
 *
 * @param value 1 to 200 printable characters without spaces
 */
public record IdempotencyKey(String value) {
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,200}");

    public IdempotencyKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an idempotency key has 1 to 200 printable characters without spaces");
        }
    }

    /**
     * Reads a header.
     *
     * @throws ProblemException where it is no key
     */
    public static IdempotencyKey read(String header) throws ProblemException {
        if (!FORM.matcher(header).matches()) {
            throw new ProblemException(
                    Problem.ofField("Idempotency-Key", "must have 1 to 200 printable characters without spaces"));
        }
        return new IdempotencyKey(header);
    }

    /** The one channel that this one creates with this key: a UUID of version 8, made of a digest. */
    public StreamId streamId(Principal who) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(who.name() + "\n" + value));
        long most = (digest.getLong() & ~0xf000L) | 0x8000L;
        long least = (digest.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return StreamId.of(new UUID(most, least));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
