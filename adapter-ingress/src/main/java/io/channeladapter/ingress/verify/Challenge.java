package io.channeladapter.ingress.verify;

import io.channeladapter.common.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers Twitter's challenge, by which it finds out whether a webhook knows the app's API secret key.
 *
 * <p>The answer to a challenge and the signature of an event are the same function of the same secret. Whoever may
 * choose the token could therefore have a body of his own signed. So only tokens are answered that are no JSON text,
 * since a body is one: 1 to 256 characters of the Base64 alphabets, or the space that a {@code +} in a query decodes
 * to, and neither a number nor {@code true}, {@code false} or {@code null}. Objects, arrays and strings cannot be
 * written with these characters.
 *
 * <p>A question may be signed as well, over its query. A token that reads like a query would have a question of one's own
 * signed, and is not answered either.
 *
 * <p>Safe for many threads.
 */
public final class Challenge {
    private static final String QUERY_START = "crc_token=";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=_ -]{1,256}");
    private static final Pattern JSON_SCALAR =
            Pattern.compile(" *(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:[eE][+-]?[0-9]+)?) *");

    private Challenge() {}

    /**
     * The secret that the question was signed with, and so the one that its answer is expected from.
     *
     * @param valid secrets of the channel that are valid now
     * @param signature value of the header {@code x-twitter-webhooks-signature}; null where there is none
     * @param query the query as it came, neither decoded nor cut; null where there is none
     * @return empty where there is no signature, or it is of none of them
     */
    public static Optional<Secret> signer(List<Secret> valid, @Nullable String signature, @Nullable String query) {
        if (query == null) {
            return Optional.empty();
        }
        byte[] signed = query.getBytes(StandardCharsets.UTF_8);
        return valid.stream()
                .filter(secret -> SignatureVerifier.verify(List.of(secret), signature, signed) == Verdict.GENUINE)
                .findFirst();
    }

    /**
     * The answer.
     *
     * @param current the secret that the question is for
     * @param token the token, URL-decoded
     * @return {@code sha256=} and the Base64 of the token's HMAC; empty where the token is not to be answered
     */
    public static Optional<String> answer(Secret current, String token) {
        if (!TOKEN.matcher(token).matches() || JSON_SCALAR.matcher(token).matches() || token.startsWith(QUERY_START)) {
            return Optional.empty();
        }
        return Optional.of(Hmac.sign(current, token.getBytes(StandardCharsets.UTF_8)));
    }
}
