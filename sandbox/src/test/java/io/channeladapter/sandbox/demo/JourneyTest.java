package io.channeladapter.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JourneyTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<Sighting> OWN = List.of(
            new Sighting.Signed("m1", at(1)),
            new Sighting.Accepted("m1", at(5)),
            new Sighting.Routed("m1", "st/e1", at(30)),
            new Sighting.Answered("st/e1", at(33)),
            new Sighting.Checked("st/e1", "r1", at(60)),
            new Sighting.Told("r1", "m2", at(90)),
            new Sighting.Sent("m2", at(70)),
            new Sighting.Echoed("m2", at(95)));

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    @Test
    void hopsStandInTheOrderOfTheWayWithTheirTimes() {
        List<Sighting> shuffled = new ArrayList<>(OWN);
        Collections.reverse(shuffled);

        Journey journey = Journey.of("m1", START, shuffled);

        assertThat(journey.complete()).isTrue();
        assertThat(journey.answerId()).isEqualTo("m2");
        assertThat(journey.hops())
                .containsExactly(
                        new Journey.Hop("webhook signed", at(1), 1),
                        new Journey.Hop("accepted", at(5), 5),
                        new Journey.Hop("routed", at(30), 30),
                        new Journey.Hop("bot answered", at(33), 33),
                        new Journey.Hop("accepted for sending", at(60), 60),
                        new Journey.Hop("sent", at(70), 70),
                        new Journey.Hop("echoed", at(95), 95));
    }

    @Test
    void whatBelongsToAnotherMessageIsLeftOut() {
        List<Sighting> seen = new ArrayList<>(List.of(
                new Sighting.Accepted("m7", at(2)),
                new Sighting.Routed("m7", "st/e7", at(3)),
                new Sighting.Answered("st/e7", at(4)),
                new Sighting.Echoed("m8", at(6))));
        seen.addAll(OWN);

        assertThat(Journey.of("m1", START, seen)).isEqualTo(Journey.of("m1", START, OWN));
        assertThat(Journey.of("m7", START, seen).missing())
                .containsExactly("webhook signed", "accepted for sending", "sent", "echoed");
    }

    @Test
    void aHopThatWasNotSeenIsNamed() {
        List<Sighting> seen = new ArrayList<>(OWN);
        seen.removeIf(sighting -> sighting instanceof Sighting.Echoed);

        Journey journey = Journey.of("m1", START, seen);

        assertThat(journey.complete()).isFalse();
        assertThat(journey.missing()).containsExactly("echoed");
        assertThat(journey.hops()).hasSize(6);
    }

    @Test
    void withoutAnySightingAllHopsAreMissing() {
        assertThat(Journey.of("m1", START, List.of()).missing()).hasSize(7);
    }
}
