package io.channeladapter.common.twitter;

import io.channeladapter.common.secret.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Twitter signs its webhooks and its challenges: {@code sha256=} and the Base64 of HMAC-SHA256. Safe for many threads. */
public final class WebhookSignature {
    /** The header that carries it. */
    public static final String HEADER = "x-twitter-webhooks-signature";

    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    /** The signature of these bytes by the app's API secret key. */
    public static String of(byte[] bytes, Secret apiSecretKey) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(apiSecretKey.bytes(), ALGORITHM));
            return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }
}
