package io.channeladapter.egress.topology;

import static io.channeladapter.egress.topology.EgressDriver.START;
import static io.channeladapter.egress.topology.EgressDriver.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.outbox.OutboxBeat;
import io.channeladapter.common.topic.Beat;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of what waits; {@link CancelTest} has what stands in it. */
class StatesTest {
    private final EgressDriver egress = EgressDriver.fresh();

    @AfterEach
    void close() {
        egress.close();
    }

    @Test
    void aStartIsToldAtOnceAlsoWhereNothingWaits() {
        assertThat(egress.states).isEmpty();
        assertThat(beats()).isNotEmpty().first().satisfies(at -> assertThat(at).isBetween(START, START.plusSeconds(1)));
        assertThat(egress.statesAndBeats).extracting(TestRecord::key).containsOnly(Beat.key(0));
    }

    @Test
    void beatsGoOnAndNothingElseIsWrittenWhileNothingChanges() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.RATE_LIMITED, 88);
        egress.pass(Duration.ofSeconds(10));
        int told = egress.states.size();
        egress.statesAndBeats.clear();

        egress.pass(Duration.ofSeconds(40));

        assertThat(egress.states).hasSize(told);
        assertThat(beats()).hasSize(4).isSorted();
        assertThat(beats().getLast()).isAfter(egress.now().minusSeconds(15));
    }

    @Test
    void moreConversationsThanAreShownAreCounted() {
        egress.reply("9", "first");
        egress.calls.refused("first", Refusal.Kind.RATE_LIMITED, 88);
        egress.tick();
        for (int user = 1; user <= 40; user++) {
            egress.reply(String.valueOf(100 + user), "a" + user);
            egress.reply(String.valueOf(100 + user), "b" + user);
        }
        egress.pass(Duration.ofSeconds(4));

        JsonNode state = Objects.requireNonNull(egress.state());
        assertThat(state.path("waiting").asInt()).isEqualTo(81);
        assertThat(state.path("conversations").asInt()).isEqualTo(41);
        assertThat(state.path("heads")).hasSize(20);

        // Those that are held after a start are counted once they no longer are.
        try (EgressDriver next = egress.killed()) {
            next.pass(Duration.ofSeconds(4));
            assertThat(Objects.requireNonNull(next.state()).has("conversations"))
                    .isFalse();
            next.pass(Duration.ofSeconds(20));
            assertThat(Objects.requireNonNull(next.state())
                            .path("conversations")
                            .asInt())
                    .isEqualTo(41);
        }
    }

    @Test
    void whatCameBeforeABeatWasToldBeforeIt() {
        egress.reply("1", "a");
        Instant taken = egress.now();
        egress.pass(Duration.ofSeconds(30));

        int state = keys().indexOf(STREAM.value());
        int beat = 0;
        while (!at(egress.statesAndBeats.get(beat))
                .filter(at -> !at.isBefore(taken))
                .isPresent()) {
            beat++;
        }
        assertThat(state).isNotNegative().isLessThan(beat);
    }

    @Test
    void aBeatGoesToThePartitionThatItIsForAndAllElseToThatOfItsKey() {
        String states = Topics.OUTBOX_STATES.name();

        assertThat(EgressTopology.partitions(states, Beat.key(3), parcel(states), 8))
                .isEqualTo(Optional.of(Set.of(3)));
        assertThat(EgressTopology.partitions(states, STREAM.value(), parcel(states), 8))
                .isEmpty();
        String letters = Topics.DEAD_LETTERS.name();
        assertThat(EgressTopology.partitions(letters, Beat.key(3), parcel(letters), 8))
                .isEmpty();
    }

    private static Parcel parcel(String topic) {
        return new Parcel(topic, new byte[0]);
    }

    private List<String> keys() {
        return egress.statesAndBeats.stream().map(TestRecord::key).toList();
    }

    private List<Instant> beats() {
        return egress.statesAndBeats.stream()
                .flatMap(record -> at(record).stream())
                .toList();
    }

    private static Optional<Instant> at(TestRecord<String, byte[]> record) {
        return Beat.partition(record.key()).isPresent()
                ? Json.read(record.value(), OutboxBeat.class).map(OutboxBeat::at)
                : Optional.empty();
    }
}
