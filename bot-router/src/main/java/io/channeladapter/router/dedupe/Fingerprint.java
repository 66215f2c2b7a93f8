package io.channeladapter.router.dedupe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What an event is remembered by: the first 16 bytes of the SHA-256 of its id. The ids themselves, of about 75 bytes
 * each, would make up most of the store and of its changelog. Pure.
 */
public final class Fingerprint {
    /** Length in bytes: among a thousand million events the chance that two share one is 2 to the power of -69. */
    public static final int LENGTH = 16;

    private Fingerprint() {}

    /** The fingerprint of the event with this id. */
    public static byte[] of(String eventId) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(eventId.getBytes(UTF_8));
            return Arrays.copyOf(whole, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
