package io.channeladapter.egress.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.StreamId;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final StreamId ONE = new StreamId("st-00000000-0000-0000-0000-000000000001");
    private static final StreamId OTHER = new StreamId("st-00000000-0000-0000-0000-000000000002");

    @Test
    void aChannelThatHasItsShareWaitsAndAnotherDoesNot() throws InterruptedException {
        Slots slots = new Slots(2, 1);
        AtomicBoolean entered = new AtomicBoolean();
        slots.enter(ONE);
        Thread second = Thread.ofVirtual().start(() -> entered.set(enters(slots, ONE)));

        slots.enter(OTHER);
        assertThat(entered).isFalse();
        slots.leave(ONE);

        second.join();
        assertThat(entered).isTrue();
        slots.leave(ONE);
        slots.leave(OTHER);
        assertThat(slots.channels()).isZero();
    }

    @Test
    void whoeverIsInterruptedWhileWaitingHoldsNothing() throws InterruptedException {
        Slots slots = new Slots(1, 1);
        slots.enter(ONE);
        Thread waiting = Thread.ofVirtual().start(() -> enters(slots, OTHER));
        await().until(() -> slots.channels() == 2);

        waiting.interrupt();
        waiting.join();
        slots.leave(ONE);

        assertThat(slots.channels()).isZero();
        slots.enter(OTHER);
    }

    private static boolean enters(Slots slots, StreamId streamId) {
        try {
            slots.enter(streamId);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
