package io.channeladapter.sandbox.simulator.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of challenges and events: {@code sha256=} and the Base64 of HMAC-SHA256. Pure. */
public final class WebhookSignature {
    /** The header that carries it. */
    public static final String HEADER = "x-twitter-webhooks-signature";

    private WebhookSignature() {}

    /** Signs bytes with an app's API secret key. */
    public static String sign(String apiSecretKey, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(apiSecretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256", e);
        }
    }

    /** Signs text with an app's API secret key. */
    public static String sign(String apiSecretKey, String message) {
        return sign(apiSecretKey, message.getBytes(StandardCharsets.UTF_8));
    }
}
