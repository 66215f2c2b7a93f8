package io.channeladapter.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.sandbox.demo.Demo;
import io.channeladapter.sandbox.demo.Journey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.006Z");
    private static final List<Journey.Hop> HOPS =
            List.of(new Journey.Hop("webhook signed", AT, 6), new Journey.Hop("accepted", AT.plusMillis(9), 15));

    @Test
    void tellsEachHopWithItsTimeAndTheAnswer() {
        Journey journey = new Journey(HOPS, List.of(), "2");

        assertThat(Story.text(new Demo.Result("Hello", "You said: Hello", journey))
                        .lines())
                .containsExactly(
                        "A person writes: Hello",
                        "",
                        "     6 ms  webhook signed        by the simulated Twitter",
                        "    15 ms  accepted              by adapter-ingress, now in twitter.webhooks",
                        "",
                        "The bot answers: You said: Hello");
    }

    @Test
    void tellsWhatWasNotSeen() {
        Journey journey = new Journey(HOPS, List.of("routed"), null);

        assertThat(Story.text(new Demo.Result("Hello", null, journey)))
                .contains("routed                was not seen")
                .endsWith("No answer came.");
    }

    @Test
    void machinesGetOneObject() {
        Journey journey = new Journey(HOPS, List.of("routed"), null);

        assertThat(Story.json(new Demo.Result("Hello", null, journey))).isEqualTo("""
                        {"complete":false,"text":"Hello","answer":null,"hops":[\
                        {"hop":"webhook signed","at":"2026-01-02T03:04:05.006Z","millis":6},\
                        {"hop":"accepted","at":"2026-01-02T03:04:05.015Z","millis":15}],\
                        "missing":["routed"]}""");
    }
}
