package io.channeladapter.ingress.verify;

import io.channeladapter.common.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells Twitter's requests from others by the header {@code x-twitter-webhooks-signature}.
 *
 * <ol>
 *   <li>The signature is taken over the bytes as they came, before anything reads them.
 *   <li>A body is genuine when any valid secret signed it: during a rotation there are two.
 *   <li>The time it takes depends on the body's length and the number of secrets alone.
 * </ol>
 *
 * Safe for many threads.
 *
 * @see <a href="https://docs.x.com/x-api/webhooks/introduction">X: webhooks, read 2026-11</a>
 */
public final class SignatureVerifier {
    private SignatureVerifier() {}

    /**
     * Judges one request.
     *
     * @param valid secrets of the channel that are valid now
     * @param signature value of the header; null where there is none
     * @param body the body as it came
     */
    public static Verdict verify(List<Secret> valid, @Nullable String signature, byte[] body) {
        if (signature == null || signature.isBlank()) {
            return Verdict.UNSIGNED;
        }
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        boolean genuine = false;
        for (Secret secret : valid) {
            byte[] expected = Hmac.sign(secret, body).getBytes(StandardCharsets.UTF_8);
            // Not short-circuit: which of the secrets signed must not show in the time taken.
            genuine |= MessageDigest.isEqual(expected, given);
        }
        return genuine ? Verdict.GENUINE : Verdict.FORGED;
    }
}
