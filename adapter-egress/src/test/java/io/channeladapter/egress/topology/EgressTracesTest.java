package io.channeladapter.egress.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.egress.topology.EgressDriver.Event;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a reply belongs to that reply's journey, whatever the egress was looking at when it found out. */
class EgressTracesTest {
    private final EgressDriver egress = EgressDriver.fresh();

    @AfterEach
    void close() {
        egress.close();
    }

    @Test
    void eachOutcomeGoesOnWithTheTraceOfItsReply() {
        egress.reply("1", "a");
        egress.reply("2", "b");
        egress.calls.refused("a", Refusal.Kind.UNCLEAR, 0);
        egress.calls.taken("b", "200");
        egress.tick();
        egress.echo("1", "100", "a");
        egress.echo("2", "200", "b");
        egress.tick();

        assertThat(egress.told())
                .containsExactlyInAnyOrder("deferred a unclear", "sent a", "confirmed a", "sent b", "confirmed b");
        assertThat(egress.events)
                .allSatisfy(
                        event -> assertThat(event.trace()).isEqualTo(Traceparent.named("reply " + event.replyId())));
    }

    @Test
    void aConfirmationThatComesAfterAKillStillHasTheTraceOfItsReply() {
        egress.reply("1", "a");
        egress.calls.taken("a", "100");
        egress.tick();
        egress.commit();
        egress.tick();

        try (EgressDriver successor = egress.killed()) {
            successor.echo("1", "100", "a");

            Event confirmed = successor.events.getLast();
            assertThat(confirmed.type()).isEqualTo("message.confirmed");
            assertThat(confirmed.trace()).isEqualTo(Traceparent.named("reply a"));
        }
    }

    @Test
    void aMessageWrittenElsewhereHasTheTraceOfItsEcho() {
        egress.echo("1", "100", "by hand");
        egress.pass(Duration.ofSeconds(1));

        assertThat(egress.events.getFirst().trace()).isEqualTo(Traceparent.named("echo 100"));
    }
}
