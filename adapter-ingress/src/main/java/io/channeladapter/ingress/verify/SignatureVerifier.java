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
 *   <li>A webhook is a JSON object. Anyone can have other text signed, by asking for it as a {@link Challenge}.
 * </ol>
 *
 * Safe for many threads.
 *
 * @see <a href="https://docs.x.com/x-api/webhooks/introduction">X: webhooks, read 2026-11</a>
 */
public final class SignatureVerifier {
    private static final String JSON_WHITESPACE = " \t\r\n";

    private SignatureVerifier() {}

    /**
     * Judges a webhook.
     *
     * @param valid secrets of the channel that are valid now
     * @param signature value of the header; null where there is none
     * @param body the body as it came; what does not begin as a JSON object is not genuine, whoever signed it
     */
    public static Verdict verifyWebhook(List<Secret> valid, @Nullable String signature, byte[] body) {
        Verdict verdict = verify(valid, signature, body);
        return verdict == Verdict.GENUINE && !beginsAsObject(body) ? Verdict.FORGED : verdict;
    }

    private static boolean beginsAsObject(byte[] body) {
        int at = 0;
        while (at < body.length && JSON_WHITESPACE.indexOf(body[at]) >= 0) {
            at++;
        }
        return at < body.length && body[at] == '{';
    }

    /**
     * Whether some bytes are signed.
     *
     * @param valid secrets of the channel that are valid now
     * @param signature value of the header; null where there is none
     * @param body the bytes as they came
     */
    static Verdict verify(List<Secret> valid, @Nullable String signature, byte[] body) {
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
