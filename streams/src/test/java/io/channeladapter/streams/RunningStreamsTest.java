package io.channeladapter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class RunningStreamsTest {
    @Test
    void troubleThatPassesIsToldFromOtherTrouble() {
        assertThat(RunningStreams.passes(new StreamsException("commit", new TimeoutException("expired"))))
                .isTrue();
        assertThat(RunningStreams.passes(new StreamsException("commit", new TransactionAbortableException("spoilt"))))
                .isTrue();
        assertThat(RunningStreams.passes(new StreamsException("step", new IllegalStateException("a mistake"))))
                .isFalse();
    }
}
