package io.channeladapter.common.media;

import io.channeladapter.common.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that media links are signed with, by HMAC-SHA256: the first signs, each of them verifies, so that a new one
 * can be put before the old. Safe for many threads.
 *
 * @param keys at least one, each of at least {@value #LEAST_LENGTH} characters
 */
public record MediaKeys(List<Secret> keys) {
    /** Shortest key, in characters. */
    public static final int LEAST_LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    public MediaKeys {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.stream().anyMatch(key -> key.reveal().length() < LEAST_LENGTH)) {
            throw new IllegalArgumentException("a media key has at least " + LEAST_LENGTH + " characters");
        }
    }

    /**
     * Reads keys with commas between them.
     *
     * @throws IllegalArgumentException where one is too short
     */
    public static MediaKeys parse(Secret commaSeparated) {
        return new MediaKeys(Arrays.stream(commaSeparated.reveal().split(",", -1))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(Secret::new)
                .toList());
    }

    byte[] sign(String text) {
        return hmac(keys.getFirst(), text);
    }

    /** Whether one of the keys signed this; takes the same time wherever the signatures differ. */
    boolean verify(String text, byte[] signature) {
        boolean valid = false;
        for (Secret key : keys) {
            valid |= MessageDigest.isEqual(hmac(key, text), signature);
        }
        return valid;
    }

    private static byte[] hmac(Secret key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }
}
