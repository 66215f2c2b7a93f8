package io.channeladapter.ingress.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KafkaReachableTest {
    private static final PublishOutcome TIMED_OUT = new PublishOutcome.Unavailable(PublishOutcome.Cause.TIMED_OUT);

    private final KafkaReachable kafka = new KafkaReachable();

    @Test
    void aSingleFailureIsNoOutage() {
        kafka.published(TIMED_OUT);
        kafka.published(new PublishOutcome.Acknowledged());
        kafka.published(TIMED_OUT);
        kafka.published(TIMED_OUT);
        assertThat(kafka.now()).isTrue();
    }

    @Test
    void severalFailuresInARowAreOne() {
        fail(KafkaReachable.FAILURES);
        assertThat(kafka.now()).isFalse();
    }

    @Test
    void oneAcknowledgementEndsIt() {
        fail(KafkaReachable.FAILURES);
        kafka.published(new PublishOutcome.Acknowledged());
        assertThat(kafka.now()).isTrue();
    }

    @Test
    void aProbeStartsAndEndsIt() {
        kafka.probed(false);
        assertThat(kafka.now()).isFalse();
        kafka.probed(true);
        assertThat(kafka.now()).isTrue();
    }

    @Test
    void afterAProbeItTakesSeveralFailuresAgain() {
        fail(KafkaReachable.FAILURES);
        kafka.probed(true);
        fail(1);
        assertThat(kafka.now()).isTrue();
    }

    @Test
    void whatIsNoFaultOfKafkaCountsForNothing() {
        for (int n = 0; n < 10; n++) {
            kafka.published(new PublishOutcome.TooLarge());
            kafka.published(new PublishOutcome.Unavailable(PublishOutcome.Cause.OVERLOADED));
        }
        assertThat(kafka.now()).isTrue();
    }

    private void fail(int times) {
        for (int n = 0; n < times; n++) {
            kafka.published(TIMED_OUT);
        }
    }
}
