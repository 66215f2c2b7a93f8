package io.channeladapter.config.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.config.decide.Samples;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxApiTest {
    private static final Instant LONG_AGO = Samples.NOW.minusSeconds(3_600);

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anOutboxInWhichNothingWaitsIsEmpty() throws IOException {
        StreamId channel = created("demo");

        HttpResponse<String> answer = get(channel);

        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(json(answer).path("waiting").asInt()).isZero();
        assertThat(json(answer).path("heads")).isEmpty();
    }

    @Test
    void anOutboxSaysWhatWaitsAndWhy() throws IOException {
        StreamId channel = created("demo");
        server.outboxes.tell(state(channel, LONG_AGO, null));

        JsonNode body = json(get(channel));

        assertThat(body.path("waiting").asInt()).isEqualTo(3);
        assertThat(body.path("oldest").asText()).isEqualTo(LONG_AGO.toString());
        assertThat(body.path("cause").asText()).isEqualTo("rate-limited");
        assertThat(body.path("detail").asText()).isEqualTo("Twitter's limit is reached.");
        assertThat(body.at("/quotas/0/left").asInt()).isZero();
        assertThat(body.at("/heads/0/userId").asText()).isEqualTo("42");
    }

    @Test
    void anOutboxSaysHowOldItIs() throws IOException {
        StreamId channel = created("demo");

        assertThat(json(get(channel)).path("asOf").asText()).isEqualTo(Samples.NOW.toString());
        assertThat(json(get(channel)).path("stale").asBoolean(true)).isFalse();
        server.outboxes.toldUntil(Samples.NOW.minusSeconds(90));
        JsonNode list = json(server.api("GET", "/api/outboxes", ""));
        for (JsonNode old : List.of(json(get(channel)), list)) {
            assertThat(old.path("asOf").asText())
                    .isEqualTo(Samples.NOW.minusSeconds(90).toString());
            assertThat(old.path("ageSeconds").asInt()).isEqualTo(90);
            assertThat(old.path("stale").asBoolean()).isTrue();
        }
        server.outboxes.neverTold();
        for (JsonNode untold : List.of(json(get(channel)), json(server.api("GET", "/api/outboxes", "")))) {
            assertThat(untold.has("asOf")).isFalse();
            assertThat(untold.has("ageSeconds")).isFalse();
            assertThat(untold.path("stale").asBoolean()).isTrue();
        }
    }

    @Test
    void whatWaitsForAPersonComesFirstInTheList() throws IOException {
        StreamId young = created("demo");
        StreamId old = created("demo");
        StreamId paused = created("demo");
        created("demo");
        server.outboxes.tell(state(young, LONG_AGO.plusSeconds(60), null));
        server.outboxes.tell(state(old, LONG_AGO, null));
        server.outboxes.tell(
                state(paused, Samples.NOW, new OutboxState.Pause("bot-loop", "Two bots.", "42", Samples.NOW)));

        JsonNode all = json(server.api("GET", "/api/outboxes", ""));
        JsonNode one = json(server.api("GET", "/api/outboxes?limit=1", ""));

        assertThat(all.path("outboxes").findValuesAsText("streamid"))
                .containsExactly(paused.value(), old.value(), young.value());
        assertThat(all.at("/outboxes/0/cause").asText()).isEqualTo("paused");
        assertThat(all.at("/outboxes/0/detail").asText()).isEqualTo("Two bots.");
        assertThat(one.path("outboxes")).hasSize(1);
        assertThat(one.path("total").asInt()).isEqualTo(3);
    }

    @Test
    void theListIsReadPageByPage() throws IOException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            StreamId channel = created("demo");
            all.add(channel.value());
            server.outboxes.tell(state(channel, LONG_AGO.plusSeconds(i), null));
        }
        StreamId paused = created("demo");
        server.outboxes.tell(new OutboxState(
                paused,
                Samples.NOW,
                0,
                null,
                null,
                null,
                null,
                new OutboxState.Pause("flood", "Many.", null, Samples.NOW),
                List.of(),
                List.of()));
        all.addFirst(paused.value());
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(server.api("GET", "/api/outboxes?limit=1" + cursor, ""));
            seen.addAll(page.path("outboxes").findValuesAsText("streamid"));
            assertThat(page.path("total").asInt()).isEqualTo(4);
            cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void theListIsOfOneBotWhereThatIsWanted() throws IOException {
        StreamId mine = created("demo");
        StreamId others = created("other");
        server.outboxes.tell(state(mine, LONG_AGO, null));
        server.outboxes.tell(state(others, LONG_AGO, null));

        JsonNode page = json(server.api("GET", "/api/outboxes?botId=demo", ""));

        assertThat(page.path("outboxes").findValuesAsText("streamid")).containsExactly(mine.value());
        assertThat(page.path("total").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,limit",
        "limit=201,limit",
        "limit=x,limit",
        "cursor=x,cursor",
        "cursor=YSBiIGM,cursor",
        "botId=A,botId"
    })
    void whatTheListIsAskedForMustBeRight(String query, String field) throws IOException {
        HttpResponse<String> answer = server.api("GET", "/api/outboxes?" + query, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void cancellingIsHandedOnAndStandsInHistoryWithWhoDidIt() throws IOException {
        StreamId channel = created("demo");

        HttpResponse<String> answer = post(channel, "cancel", "{\"userId\":\"42\",\"replyId\":\"r-1\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(server.channels.orders())
                .containsExactly(
                        new OutboxCommand(channel, OutboxCommand.Kind.CANCEL, "42", "r-1", "admin", Samples.NOW));
        assertThat(server.channels.events().getLast().type()).isEqualTo(ChannelEvent.Type.REPLIES_CANCELLED);
        assertThat(json(server.api("GET", "/api/channels/" + channel + "/history", ""))
                        .at("/changes/0/text")
                        .asText())
                .isEqualTo("Cancelled reply r-1 that waited for person 42.");
    }

    @Test
    void aReleaseIsHandedOn() {
        StreamId channel = created("demo");
        server.outboxes.tell(state(channel, LONG_AGO, new OutboxState.Pause("flood", "Many.", null, Samples.NOW)));

        assertThat(post(channel, "release", "").statusCode()).isEqualTo(202);

        assertThat(server.channels.orders())
                .extracting(OutboxCommand::kind)
                .containsExactly(OutboxCommand.Kind.RELEASE);
    }

    @Test
    void whatIsNotPausedIsNotReleased() throws IOException {
        StreamId channel = created("demo");
        server.outboxes.tell(state(channel, LONG_AGO, null));

        HttpResponse<String> answer = post(channel, "release", "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("code").asText()).isEqualTo("not-paused");
        assertThat(server.channels.orders()).isEmpty();
    }

    @Test
    void aCancellationTellsHowManyWaitedAsFarAsThatIsKnown() throws IOException {
        StreamId channel = created("demo");
        assertThat(json(post(channel, "cancel", "{\"replyId\":\"r-1\"}"))
                        .path("waiting")
                        .asInt(-1))
                .isZero();
        server.outboxes.tell(state(channel, LONG_AGO, null));

        assertThat(json(post(channel, "cancel", "{\"all\":true}"))
                        .path("waiting")
                        .asInt(-1))
                .isEqualTo(3);
        assertThat(json(post(channel, "cancel", "{\"userId\":\"42\"}"))
                        .path("waiting")
                        .asInt(-1))
                .isEqualTo(3);
        assertThat(json(post(channel, "cancel", "{\"userId\":\"43\"}")).has("waiting"))
                .isFalse();
        assertThat(json(post(channel, "cancel", "{\"replyId\":\"r-1\"}")).has("waiting"))
                .isFalse();
    }

    @Test
    void anOrderMakesNoOnesChangeStale() {
        StreamId channel = created("demo");
        post(channel, "cancel", "{\"all\":true}");

        assertThat(server.api(
                                "PUT",
                                "/api/channels/" + channel + "/configuration",
                                RestUser.CONFIGURATION,
                                "If-Match",
                                "\"1\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                           | all",
                "{\"all\":false}              | all",
                "{\"all\":true,\"userId\":\"4\"} | all",
                "{\"userId\":\"anna\"}        | userId",
                "{\"userId\":42}              | userId",
                "{\"replyId\":\" \"}          | replyId",
            })
    void whatIsMeantMustBeSaid(String body, String field) throws IOException {
        HttpResponse<String> answer = post(created("demo"), "cancel", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(server.channels.orders()).isEmpty();
    }

    @Test
    void anOrderNeedsTheVersionThatWasSeen() {
        StreamId channel = created("demo");

        assertThat(server.api("POST", "/api/channels/" + channel + "/outbox/release", "")
                        .statusCode())
                .isEqualTo(428);
    }

    private StreamId created(String bot) {
        server.api("POST", "/api/channels", "{\"botId\":\"" + bot + "\"}");
        return server.channels.events().getLast().streamId();
    }

    private HttpResponse<String> get(StreamId channel) {
        return server.api("GET", "/api/channels/" + channel + "/outbox", "");
    }

    private HttpResponse<String> post(StreamId channel, String order, String body) {
        return server.api("POST", "/api/channels/" + channel + "/outbox/" + order, body, "If-Match", "*");
    }

    private static OutboxState state(StreamId channel, Instant since, OutboxState.@Nullable Pause pause) {
        return new OutboxState(
                channel,
                Samples.NOW,
                3,
                null,
                "rate-limited",
                Samples.NOW.plusSeconds(600),
                null,
                pause,
                List.of(new OutboxState.Quota("endpoint", 15, 0, Samples.NOW.plusSeconds(600))),
                List.of(new OutboxState.Head("42", 3, "r-1", since, "rate-limited", null)));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.MAPPER.readTree(answer.body());
    }
}
