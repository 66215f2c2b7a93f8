package io.channeladapter.egress.topology;

import static io.channeladapter.egress.topology.EgressDriver.RULES;
import static io.channeladapter.egress.topology.EgressDriver.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.outbox.OutboxCommand.Kind;
import io.channeladapter.egress.anomaly.Thresholds;
import io.channeladapter.egress.task.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PauseTest {
    private final EgressDriver egress = EgressDriver.fresh(new Rules(
            RULES.settleWait(),
            RULES.unclearWait(),
            RULES.giveUpAfter(),
            RULES.maxTries(),
            RULES.closeWait(),
            RULES.mostOfChannel(),
            // Nobody tells what people write: the eighth is one too many.
            new Thresholds(0, Duration.ofSeconds(3), 2, Duration.ofHours(1), 0, 1)));
    private int replies;

    @AfterEach
    void close() {
        egress.close();
    }

    @Test
    void aChannelWhoseBotRepeatsItselfSendsNothingUntilItIsReleased() {
        repeat(9);
        egress.reply("2", "other");
        egress.pass(Duration.ofMinutes(10));

        // What went out before the eighth.
        assertThat(egress.calls.texts()).containsOnly("again").hasSizeLessThanOrEqualTo(7);
        assertThat(egress.told()).contains("deferred r8 paused", "deferred other paused");
        JsonNode state = Objects.requireNonNull(egress.state());
        assertThat(state.at("/pause/anomaly").asText()).isEqualTo("repeated-text");
        assertThat(state.at("/pause/userId").asText()).isEqualTo("1");
        assertThat(state.path("cause").asText()).isEqualTo("paused");
        assertThat(kinds()).contains("sending-paused");

        egress.command(Kind.RELEASE, null, null);
        sendAll();

        assertThat(egress.told()).contains("sent r1", "sent r9", "sent other");
        assertThat(kinds()).contains("sending-released");
        assertThat(egress.stored().keySet()).noneMatch(key -> key.startsWith("h/"));
    }

    @Test
    void g7_aPauseOutlastsAKill() {
        repeat(8);
        egress.tick();

        try (EgressDriver next = egress.killed()) {
            next.pass(Duration.ofMinutes(2));
            assertThat(next.calls.texts()).isEmpty();
            next.command(Kind.RELEASE, null, null);
            next.pass(Duration.ofMinutes(2));
            assertThat(next.calls.texts()).isNotEmpty();
        }
    }

    @Test
    void aPauseIsToldAgainFromTimeToTime() {
        repeat(8);
        egress.pass(Duration.ofMinutes(16));

        assertThat(kinds().stream().filter("sending-paused"::equals)).hasSize(4);
    }

    @Test
    void whatIsCancelledBeforeTheReleaseIsNotSent() {
        repeat(8);
        egress.reply("2", "other");
        egress.command(Kind.CANCEL, "1", null);
        egress.pass(Duration.ofMinutes(1));
        egress.command(Kind.RELEASE, null, null);
        sendAll();

        assertThat(egress.told()).contains("failed r8 cancelled", "sent other");
    }

    @Test
    void twoBotsAreFoundAlsoWhereTwitterTakesLongToTellThatItTookAMessage() {
        try (EgressDriver slow = EgressDriver.fresh(new Rules(
                RULES.settleWait(),
                RULES.unclearWait(),
                RULES.giveUpAfter(),
                RULES.maxTries(),
                RULES.closeWait(),
                RULES.mostOfChannel(),
                new Thresholds(3, Duration.ofSeconds(3), 0, Duration.ofHours(1), 0, 1)))) {
            for (int turn = 1; turn <= 3; turn++) {
                slow.reply("1", "r" + turn);
                Instant began = slow.now();
                slow.pass(Duration.ofMillis(2_500));
                slow.calls.taken("r" + turn, "90" + turn);
                slow.tick();
                slow.received("1", "80" + turn, began.plusMillis(500));
            }
            slow.pass(Duration.ofSeconds(4));

            assertThat(Objects.requireNonNull(slow.state()).at("/pause/anomaly").asText())
                    .isEqualTo("bot-loop");
        }
    }

    private void repeat(int times) {
        for (int i = 0; i < times; i++) {
            egress.reply(STREAM, "1", "r" + ++replies, "again", null, Priority.live);
        }
    }

    private void sendAll() {
        for (int message = 1; message < 20; message++) {
            egress.pass(Duration.ofSeconds(1));
            for (String text : egress.calls.openTexts()) {
                egress.calls.taken(text, "9" + message);
            }
            egress.pass(Duration.ofSeconds(1));
        }
    }

    private List<String> kinds() {
        return egress.signals.stream()
                .map(signal -> signal.path("kind").asText())
                .toList();
    }
}
