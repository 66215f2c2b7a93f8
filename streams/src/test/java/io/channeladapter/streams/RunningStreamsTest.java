package io.channeladapter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningStreamsTest {
    private record Value(MetricName metricName, Object metricValue) implements Metric {}

    @ParameterizedTest
    @CsvSource({
        "bot-router-StreamThread-1-consumer, 121, true",
        "bot-router-StreamThread-1-consumer, 119, false",
        "bot-router-StreamThread-1-consumer, -1, false",
        "bot-router-StreamThread-1-restore-consumer, 9000, false",
        "bot-router-global-consumer, 9000, false"
    })
    void threadThatHasNotAskedForRecordsForLongStandsStill(String client, double seconds, boolean expected) {
        MetricName name = new MetricName("last-poll-seconds-ago", "consumer-metrics", "", Map.of("client-id", client));

        assertThat(RunningStreams.standsStill(Map.of(name, new Value(name, seconds)), Duration.ofMinutes(2)))
                .isEqualTo(expected);
    }

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
