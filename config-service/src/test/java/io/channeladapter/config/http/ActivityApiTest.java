package io.channeladapter.config.http;

import static io.channeladapter.config.http.RestUser.assertProblem;
import static io.channeladapter.config.http.RestUser.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.config.journey.Seen;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivityApiTest {
    private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");
    private static final Seen.Place WEBHOOK = new Seen.Place("twitter.webhooks", 0, 1);

    private final RestUser user = new RestUser();

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void theJourneysOfMessagesAreTold() {
        String path = user.created();
        user.server.seen.add(new Seen.Received("m1", "7", new Seen.Person("Ada", null), "Hi", AT, WEBHOOK));

        JsonNode found = json(user.api("GET", path + "/activity?person=@Ada&limit=5", ""));

        JsonNode journey = found.path("journeys").path(0);
        assertThat(journey.path("screenName").asText()).isEqualTo("Ada");
        assertThat(journey.at("/stops/0/kind").asText()).isEqualTo("received");
        assertThat(journey.at("/stops/1/state").asText()).isEqualTo("waiting");
        assertThat(user.server.textsAsked).isTrue();
    }

    @Test
    void itIsSaidBetweenWhichTimesWasLooked() {
        String path = user.created();

        JsonNode found = json(user.api("GET", path + "/activity?from=2026-11-20&to=2026-11-21", ""));

        assertThat(found.path("from").asText()).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(found.path("to").asText()).isEqualTo("2026-11-22T00:00:00Z");
        assertThat(found.path("whole").asBoolean()).isTrue();
    }

    @Test
    void whatCannotBeLookedForIsNamed() {
        String path = user.created();

        assertProblem(user.api("GET", path + "/activity?from=noon", ""), 400, "invalid-field");
        assertProblem(user.api("GET", path + "/activity?limit=201", ""), 400, "invalid-field");
    }

    @Test
    void withoutKafkaItIsToldAsSuch() {
        String path = user.created();
        user.server.kafkaIsAway = true;

        assertProblem(user.api("GET", path + "/activity", ""), 503, "kafka-unavailable");
    }
}
