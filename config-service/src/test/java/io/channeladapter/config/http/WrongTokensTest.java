package io.channeladapter.config.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever tries tokens is slowed down, and no one else. */
class WrongTokensTest {
    private static final String STRANGER = "198.51.100.1";

    private final RestUser user = new RestUser();

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void afterSixWrongOnesFromOneAddressNoneIsLookedAt() {
        shutOut(STRANGER);

        assertThat(status("wrong", STRANGER)).isEqualTo(429);
        assertThat(status(TestServer.TOKEN, STRANGER)).isEqualTo(429);
        assertThat(status(TestServer.TOKEN, "198.51.100.2")).isEqualTo(200);
        assertThat(counted("denied")).isEqualTo(6);
        assertThat(counted("slowed")).isEqualTo(2);
        assertThat(counted("granted")).isEqualTo(1);
    }

    @Test
    void aLineThatTheSenderWroteAboveTheProxysHidesNothing() {
        for (int i = 0; i < 6; i++) {
            assertThat(status("wrong", "203.0.113." + i, STRANGER)).isEqualTo(401);
        }

        assertThat(status("wrong", "203.0.113.99", STRANGER)).isEqualTo(429);
    }

    @Test
    void aStrangerBehindTheSameAddressLocksOutNoOneWhoWasHereBefore() {
        assertThat(status(TestServer.TOKEN, STRANGER)).isEqualTo(200);
        shutOut(STRANGER);

        assertThat(status("wrong", STRANGER)).isEqualTo(429);
        assertThat(status(TestServer.TOKEN, STRANGER)).isEqualTo(200);
    }

    private double counted(String outcome) {
        return user.server
                .metrics
                .counter("config.access.tokens", "outcome", outcome)
                .count();
    }

    private void shutOut(String address) {
        for (int i = 0; i < 6; i++) {
            assertThat(status("wrong", address)).isEqualTo(401);
        }
    }

    /** The answer to a token that came with these lines of X-Forwarded-For. */
    private int status(String token, String... forwardedFor) {
        HttpRequest.Builder request = user.server.request("/api/channels").header("Authorization", "Bearer " + token);
        for (String line : forwardedFor) {
            request.header("X-Forwarded-For", line);
        }
        return user.server.send("GET", request, "").statusCode();
    }
}
