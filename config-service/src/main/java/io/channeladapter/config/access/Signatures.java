package io.channeladapter.config.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Texts that this service gives out and knows again, on every instance and after a restart: HMAC-SHA256 with a key that
 * HKDF makes of the {@link CookieKey}, one for each purpose, so that a text of one purpose is none of another, and
 * another admin token ends them all. Safe for many threads.
 */
public final class Signatures {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKey key;

    /** @param purpose what the texts are for; one of another purpose is not known */
    public Signatures(CookieKey cookieKey, String purpose) {
        try {
            this.key = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "HmacSHA256",
                            HKDFParameterSpec.expandOnly(
                                    new SecretKeySpec(cookieKey.bytes(), "Generic"),
                                    purpose.getBytes(StandardCharsets.UTF_8),
                                    32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HKDF-SHA256", e);
        }
    }

    /** The text, readable by whoever has it, and its signature: URL-safe Base64 and a dot. */
    public String signed(byte[] text) {
        String body = BASE64.encodeToString(text);
        return body + "." + of(body);
    }

    /** The text that {@link #signed} was given; empty where it was not. */
    public Optional<byte[]> open(String signed) {
        int dot = signed.indexOf('.');
        if (dot < 1 || !TokenHash.same(signed.substring(dot + 1), of(signed.substring(0, dot)))) {
            return Optional.empty();
        }
        return Optional.of(Base64.getUrlDecoder().decode(signed.substring(0, dot)));
    }

    /** The signature alone. */
    String of(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HmacSHA256", e);
        }
    }
}
