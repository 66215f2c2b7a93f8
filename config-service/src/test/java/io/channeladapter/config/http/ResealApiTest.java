package io.channeladapter.config.http;

import static io.channeladapter.config.http.RestUser.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResealApiTest {
    private final RestUser user = new RestUser();

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void itIsToldOfHowManyChannelsNothingHadToBeSealed() {
        user.configured();

        JsonNode told = json(user.api("POST", "/api/reseal", ""));

        assertThat(told.path("already").asInt()).isEqualTo(1);
        assertThat(told.path("left").asInt()).isZero();
        assertThat(told.path("key").asText()).isNotEmpty();
    }
}
