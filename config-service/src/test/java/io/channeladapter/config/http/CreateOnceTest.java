package io.channeladapter.config.http;

import static io.channeladapter.config.http.RestUser.assertProblem;
import static io.channeladapter.config.http.RestUser.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.config.view.CommandBus;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CreateOnceTest {
    private final RestUser user = new RestUser();

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void theSameKeyCreatesOneChannel() {
        HttpResponse<String> first = create("demo", "order-7");
        HttpResponse<String> again = create("demo", "order-7");
        HttpResponse<String> other = create("demo", "order-8");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(json(again)).isEqualTo(json(first));
        assertThat(json(other).path("streamid")).isNotEqualTo(json(first).path("streamid"));
        assertThat(user.server.channels.all()).hasSize(2);
        assertThat(json(first).path("streamid").asText().charAt(17)).isEqualTo('8');
    }

    @Test
    void aKeyOfAnotherCreationIsRefused() {
        create("demo", "order-7");

        assertProblem(create("other", "order-7"), 422, "idempotency-key-reused");
        assertProblem(create("demo", "two words"), 400, "invalid-field");
    }

    @Test
    void aKeyOfADeletedChannelCreatesNoOther() {
        String path = create("demo", "order-7").headers().firstValue("Location").orElseThrow();
        user.api("DELETE", path, "", "If-Match", "*");

        assertProblem(create("demo", "order-7"), 422, "idempotency-key-reused");
        assertThat(user.server.channels.all()).isEmpty();
    }

    @Test
    void aCreationWhoseAnswerWasLostIsAnsweredWhenItIsRepeated() {
        user.server.channels.answerNext(new CommandBus.Outcome.Undecided());
        assertProblem(create("demo", "k"), 503, "undecided");

        assertThat(create("demo", "k").statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> create(String botId, String key) {
        return user.api("POST", "/api/channels", "{\"botId\":\"" + botId + "\"}", "Idempotency-Key", key);
    }
}
