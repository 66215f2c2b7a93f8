package io.channeladapter.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.channel.Addresses;
import io.channeladapter.sandbox.channel.Rest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has a person write to the account, and watches the message and its answer on their way. One thread. */
public final class Demo {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 20;
    private static final Set<String> SEEN_BY_SIMULATOR = Set.of(Journey.SIGNED, Journey.SENT);

    private final Addresses sandbox;
    private final InstantSource clock;

    /** @param clock the one that the sandbox's parts read, so that times compare */
    public Demo(Addresses sandbox, InstantSource clock) {
        this.sandbox = sandbox;
        this.clock = clock;
    }

    /**
     * What happened.
     *
     * @param text what the person wrote
     * @param answer what came back; null where nothing did
     * @param journey the way
     */
    public record Result(String text, @Nullable String answer, Journey journey) {}

    /** Runs until the journey is complete, or 30 s have passed. */
    public Result run(String text) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient();
                TopicReader topics = TopicReader.start(sandbox.kafka(), sandbox.botId(), clock)) {
            Rest simulator = new Rest(http, sandbox.simulatorUrl(), Map.of());
            String person = ok(simulator.get("/control/keys")).path("personId").asText();
            Instant start = clock.instant();
            Instant end = start.plus(LIMIT);
            String messageId = ok(simulator.post("/control/messages", Map.of("from", person, "text", text)))
                    .path("id")
                    .asText();
            while (!SEEN_BY_SIMULATOR.containsAll(
                            Journey.of(messageId, start, topics.seen()).missing())
                    && clock.instant().isBefore(end)) {
                Thread.sleep(LOOK_MILLIS);
            }
            // The simulator is asked last, so that asking takes no time from what is being measured.
            Journey journey = look(simulator, topics, messageId, start);
            while (!journey.complete() && clock.instant().isBefore(end)) {
                Thread.sleep(LOOK_MILLIS);
                journey = look(simulator, topics, messageId, start);
            }
            return new Result(text, answer(simulator, person, journey.answerId()), journey);
        }
    }

    private static Journey look(Rest simulator, TopicReader topics, String messageId, Instant start)
            throws IOException, InterruptedException {
        List<Sighting> seen = new ArrayList<>(topics.seen());
        for (JsonNode delivery : ok(simulator.get("/control/deliveries?messageId=" + messageId))) {
            JsonNode signedAt = delivery.at("/attempts/0/signedAt");
            if (signedAt.isTextual()) {
                seen.add(new Sighting.Signed(messageId, Instant.parse(signedAt.textValue())));
            }
        }
        String answerId = Journey.of(messageId, start, seen).answerId();
        if (answerId == null) {
            return Journey.of(messageId, start, seen);
        }
        for (JsonNode call : ok(simulator.get("/control/calls?messageId=" + answerId))) {
            if (call.path("status").asInt() == 200) {
                seen.add(new Sighting.Sent(
                        answerId, Instant.parse(call.path("answeredAt").asText())));
            }
        }
        return Journey.of(messageId, start, seen);
    }

    private static @Nullable String answer(Rest simulator, String person, @Nullable String answerId)
            throws IOException, InterruptedException {
        for (JsonNode message : ok(simulator.get("/control/messages?with=" + person))) {
            if (message.path("id").asText().equals(answerId)
                    && message.path("direction").asText().equals("out")) {
                return message.path("text").asText();
            }
        }
        return null;
    }

    private static JsonNode ok(Rest.Answer answer) throws IOException {
        if (!answer.ok()) {
            throw new IOException("the simulated Twitter answered " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }
}
