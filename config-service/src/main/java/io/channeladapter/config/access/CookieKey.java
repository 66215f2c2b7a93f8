package io.channeladapter.config.access;

import io.channeladapter.common.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The key of all that browsers keep for this service, made of the admin token by PBKDF2-HMAC-SHA256, the same on every
 * instance. Whoever has a cookie can try admin tokens on it without asking the service: therefore a try is slow, though
 * only a random token, as {@code ./adapter secrets} makes it, is beyond all trying. Safe for many threads.
 */
public final class CookieKey {
    /** What OWASP asks of PBKDF2-HMAC-SHA256, half a second or so; once at the start. */
    public static final int ROUNDS = 600_000;

    private static final int BITS = 256;

    private final byte[] bytes;

    private CookieKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Makes it.
     *
     * @param rounds of PBKDF2, {@link #ROUNDS} but in tests
     */
    public static CookieKey of(Secret adminToken, int rounds) {
        // A salt of each installation's own would have to be the same on all instances: another secret to hand round.
        byte[] salt = "channel-adapter".getBytes(StandardCharsets.UTF_8);
        PBEKeySpec spec = new PBEKeySpec(adminToken.reveal().toCharArray(), salt, rounds, BITS);
        try {
            return new CookieKey(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
