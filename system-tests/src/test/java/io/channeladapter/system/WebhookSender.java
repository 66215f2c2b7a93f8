package io.channeladapter.system;

import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends messages of people to the front door as Twitter does: what is not answered 200 is sent again with the same body,
 * and a person's next message comes when the former was taken. Safe for many threads.
 */
final class WebhookSender {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final HttpClient http;
    private final String webhooks;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unanswered = new LongAdder();

    /** @param address of the ingress */
    WebhookSender(HttpClient http, String address) {
        this.http = http;
        this.webhooks = address + "/webhooks/twitter/";
    }

    /** Sends a message until it is taken. */
    void send(ReadyChannel channel, String person, String id, String text) throws InterruptedException {
        byte[] body = body(channel.accountId(), person, id, text);
        HttpRequest request = HttpRequest.newBuilder(URI.create(webhooks + channel.streamId()))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .header("x-twitter-webhooks-signature", Signature.of(channel.apiSecretKey(), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        while (!isTaken(request)) {
            LockSupport.parkNanos(PAUSE.toNanos()); // as Twitter, it does not send again at once
        }
        accepted.increment();
    }

    private boolean isTaken(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            switch (answer.statusCode()) {
                case 200 -> {
                    return true;
                }
                case 429, 503 -> refused.increment();
                default -> throw new AssertionError("answered " + answer.statusCode());
            }
        } catch (IOException e) {
            unanswered.increment();
        }
        return false;
    }

    long accepted() {
        return accepted.sum();
    }

    /** How many tries were refused, for now. */
    long refused() {
        return refused.sum();
    }

    /** How many tries got no answer: no one there, or cut off. */
    long unanswered() {
        return unanswered.sum();
    }

    static byte[] body(String account, String person, String id, String text) {
        Map<String, Object> message = Map.of(
                "type",
                "message_create",
                "id",
                id,
                "created_timestamp",
                String.valueOf(TimeUnit.SECONDS.toMillis(1_795_424_400L)),
                "message_create",
                Map.of(
                        "target", Map.of("recipient_id", account),
                        "sender_id", person,
                        "message_data", Map.of("text", text)));
        return Json.bytes(Map.of(
                "for_user_id",
                account,
                "direct_message_events",
                List.of(message),
                "users",
                Map.of(person, Map.of("id", person, "name", "Ann", "screen_name", "ann" + person))));
    }

    @Override
    public String toString() {
        return accepted + " taken, " + refused + " tries refused with 503 or 429, " + unanswered + " without an answer";
    }
}
