package io.channeladapter.sandbox.simulator.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.channeladapter.sandbox.simulator.delivery.CallbackClient.Reply;
import io.channeladapter.sandbox.simulator.faults.FaultBook;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Keys;
import io.channeladapter.sandbox.simulator.world.World;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Asks a callback URL to prove that it knows the app's secret. Safe for many threads. */
public final class Challenge {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CallbackClient client;
    private final Keys keys;
    private final World world;
    private final FaultBook faults;

    public Challenge(CallbackClient client, Keys keys, World world, FaultBook faults) {
        this.client = client;
        this.keys = keys;
        this.world = world;
        this.faults = faults;
    }

    /** Why a challenge failed, with Twitter's words for it. */
    public enum Failure {
        WRONG_TOKEN("Webhook URL does not meet the requirements. Invalid CRC token or json response format.", true),
        REDIRECT("Non-200 response code during CRC GET request (i.e. 404, 500, etc).", true),
        TLS("Unable to connect during CRC GET request.", true),
        BAD_STATUS("Non-200 response code during CRC GET request (i.e. 404, 500, etc).", false),
        TOO_SLOW("High latency on CRC GET request. Your webhook should respond in less than 3 seconds.", false),
        NO_CONNECTION("Unable to connect during CRC GET request.", false);

        private final String message;
        private final boolean atOnce;

        Failure(String message, boolean atOnce) {
            this.message = message;
            this.atOnce = atOnce;
        }

        /** The failure in JSON, such as {@code too-slow}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The failure with this word, if there is one. */
        public static Optional<Failure> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(failure -> failure.word().equals(word))
                    .findFirst();
        }

        /** The message of error 214. */
        public String message() {
            return message;
        }

        /** True if a webhook is invalid at once; else only after a day and four hours without success. */
        public boolean invalidatesAtOnce() {
            return atOnce;
        }
    }

    /** Challenges a URL of an app: empty when it answered rightly; a fault of one of its users may spoil the answer. */
    public Optional<Failure> ask(String url, App app) throws InterruptedException {
        Optional<Failure> seen = answer(url, app.apiSecretKey());
        return faults.strikeChallenge(world.usersOf(app.id()))
                .flatMap(fault -> Failure.ofWord(fault.reason()))
                .or(() -> seen);
    }

    private Optional<Failure> answer(String url, String apiSecretKey) throws InterruptedException {
        String token = keys.text(43);
        String query = "crc_token=" + token + "&nonce=" + keys.text(22);
        Reply reply = client.call(client.to(url + (url.contains("?") ? "&" : "?") + query)
                .header(WebhookSignature.HEADER, WebhookSignature.sign(apiSecretKey, query))
                .GET()
                .build());
        return switch (reply) {
            case Reply.Answered(HttpResponse<String> response) ->
                judge(response, WebhookSignature.sign(apiSecretKey, token));
            case Reply.Unanswered(CallbackClient.Reason reason) ->
                Optional.of(
                        switch (reason) {
                            case TIMEOUT -> Failure.TOO_SLOW;
                            case TLS -> Failure.TLS;
                            case NO_CONNECTION, CLOSED -> Failure.NO_CONNECTION;
                        });
        };
    }

    private static Optional<Failure> judge(HttpResponse<String> response, String expected) {
        if (response.statusCode() / 100 == 3) {
            return Optional.of(Failure.REDIRECT);
        }
        if (response.statusCode() != 200) {
            return Optional.of(Failure.BAD_STATUS);
        }
        boolean isJson = response.headers()
                .firstValue("content-type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/json"))
                .isPresent();
        try {
            if (isJson
                    && expected.equals(JSON.readTree(response.body())
                            .path("response_token")
                            .asText())) {
                return Optional.empty();
            }
        } catch (JsonProcessingException _) {
            // Falls through: what is no JSON is no right answer either.
        }
        return Optional.of(Failure.WRONG_TOKEN);
    }
}
