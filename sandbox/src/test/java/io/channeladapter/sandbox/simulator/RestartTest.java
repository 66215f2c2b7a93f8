package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private static final String PERSON = "2200000001";

    @TempDir
    Path folder;

    @Test
    void goesOnAfterARestart() {
        String id;
        try (TestBench before = TestBench.in(folder)) {
            before.connect();
            id = before.say(PERSON, "before").json().at("/event/id").asText();
        }

        try (TestBench after = TestBench.in(folder)) {
            assertThat(after.bearer("GET", TestBench.ENV + "/webhooks.json")
                            .json()
                            .size())
                    .isEqualTo(1);
            assertThat(after.say(PERSON, "after").json().at("/event/id").asText())
                    .isGreaterThan(id);
            assertThat(after.control("GET", "/messages?with=" + PERSON, "")
                            .json()
                            .findValuesAsText("text"))
                    .containsExactly("before", "after");
        }
    }

    @Test
    void leavesItsFolderToTheNextWhenItsPortIsInUse() {
        SimulatorConfig config = TestBench.FAST.withDataDir(folder);
        try (TwitterSimulator first = TwitterSimulator.start(TestBench.FAST)) {
            int port = URI.create(first.url()).getPort();

            assertThatThrownBy(() -> TwitterSimulator.start(config.withAddress("127.0.0.1", port)))
                    .hasStackTraceContaining("Port already in use");
        }

        TwitterSimulator.start(config).close();
    }

    @Test
    void deliversAfterARestartWhatWasUnderWayEvenToAnotherUrl() {
        List<Duration> never = List.of(Duration.ofHours(1));
        List<Duration> often = Collections.nCopies(200, Duration.ofMillis(50));
        SimulatorConfig config = TestBench.FAST.withDataDir(folder);
        String id;
        try (TestBench before = new TestBench(config.withTimes(Duration.ofSeconds(1), never, Duration.ofHours(1)))) {
            before.connect();
            before.hook.eventStatus = 500;
            id = before.say(PERSON, "sent").json().at("/event/id").asText();
            await().untilAsserted(() -> assertThat(before.hook.events).hasSize(1));
        }

        try (TestBench after = new TestBench(config.withTimes(Duration.ofSeconds(1), often, Duration.ofHours(1)))) {
            String old = after.bearer("GET", TestBench.ENV + "/webhooks.json")
                    .json()
                    .at("/0/id")
                    .asText();
            after.signed("DELETE", TestBench.ENV + "/webhooks/" + old + ".json");
            after.connect();

            await().untilAsserted(() -> assertThat(after.hook.events)
                    .extracting(event -> TestBench.read(event.body())
                            .at("/direct_message_events/0/id")
                            .asText())
                    .containsExactly(id));
        }
    }
}
