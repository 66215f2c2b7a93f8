package io.channeladapter.config.authorize;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Challenges over HTTP. It asks again for a while, since an ingress learns the channel's keys a moment later than this
 * service.
 */
public final class HttpCallbackProbe implements CallbackProbe {
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** Twitter waits as long. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final HttpClient client;
    private final Supplier<String> tokens;
    private final Duration patience;

    /**
     * @param tokens fresh random tokens of URL-safe Base64
     * @param patience how long to ask again
     */
    public HttpCallbackProbe(HttpClient client, Supplier<String> tokens, Duration patience) {
        this.client = client;
        this.tokens = tokens;
        this.patience = patience;
    }

    @Override
    public Answer challenge(URI callbackUrl, Secret apiSecretKey) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Answer answer = once(callbackUrl, apiSecretKey);
            boolean enough = System.nanoTime() + PAUSE.toNanos() > deadline;
            if (answer instanceof Answer.Right
                    || enough
                    || Thread.currentThread().isInterrupted()) {
                return answer;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Answer once(URI callbackUrl, Secret apiSecretKey) {
        String token = tokens.get();
        URI asked = URI.create(callbackUrl + "?crc_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(asked).timeout(ANSWER_WITHIN).build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return judge(callbackUrl, response, "sha256=" + hmac(token, apiSecretKey));
        } catch (IOException e) {
            return new Answer.Wrong("The Callback URL " + callbackUrl + " could not be reached within 3 seconds: the"
                    + " ingress does not run, or its public address or the way to it is not set up. Check the setting"
                    + " config.callback-url and what stands before the ingress, then authorize again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Wrong("The check of the Callback URL was interrupted: authorize again.");
        }
    }

    private static Answer judge(URI callbackUrl, HttpResponse<String> response, String expected) {
        if (response.statusCode() != 200) {
            return new Answer.Wrong("The Callback URL " + callbackUrl + " answered the challenge with HTTP "
                    + response.statusCode() + " instead of 200: what answers there is not the ingress, or the ingress"
                    + " does not know this channel. Check the setting config.callback-url and that the ingress reads"
                    + " the same Kafka, then authorize again.");
        }
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                token(response.body()).getBytes(StandardCharsets.UTF_8))) {
            return new Answer.Wrong("The Callback URL " + callbackUrl + " answered the challenge, but not with this"
                    + " channel's API secret key: something else answers there, or the ingress has another keyset."
                    + " Check the settings config.callback-url and secrets.keyset, then authorize again.");
        }
        return new Answer.Right();
    }

    private static String token(String body) {
        try {
            return Json.MAPPER.readTree(body).path("response_token").asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static String hmac(String token, Secret key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HmacSHA256", e);
        }
    }
}
