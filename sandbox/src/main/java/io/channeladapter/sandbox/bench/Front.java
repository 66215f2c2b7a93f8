package io.channeladapter.sandbox.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An ingress as its senders see it.
 *
 * @param port where it takes webhooks
 * @param path of the one channel that it has
 * @param secret that Twitter signs with
 */
record Front(int port, String path, String secret) {
    /** The address that requests come from as the proxy in front tells it, which the ingress believes. */
    static final String FORWARDED = "X-Forwarded-For: ";

    private static final String TWITTER = "192.0.2.1";
    private static final int FILLING = 1_200;

    /** A webhook as Twitter would send it. */
    byte[] webhook(int number) {
        byte[] body = ("{\"for_user_id\":\"42\",\"direct_message_events\":[{\"type\":\"message_create\",\"id\":\""
                        + number + "\",\"text\":\"" + "x".repeat(FILLING) + "\"}]}")
                .getBytes(UTF_8);
        return RawHttp.request(head(path, TWITTER, sign(body), body.length), body);
    }

    /** The head of a webhook. */
    static String head(String path, String from, String signature, int length) {
        return "POST " + path + " HTTP/1.1\r\nHost: bots.example.com\r\n" + FORWARDED + from
                + "\r\nContent-Type: application/json\r\nx-twitter-webhooks-signature: " + signature
                + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private String sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
