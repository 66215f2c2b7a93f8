package io.channeladapter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandstillTest {
    private static final String THREAD = "bot-router-StreamThread-1-consumer";

    private final Standstill standstill = new Standstill(Duration.ofMinutes(2));

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
        look(client, seconds);

        assertThat(look(client, seconds)).isEqualTo(expected);
    }

    @Test
    void threadThatGoesOnAfterItsMachineWasSuspendedDoesNot() {
        assertThat(look(THREAD, 9_000)).isFalse();
        assertThat(look(THREAD, 1)).isFalse();
        assertThat(look(THREAD, 9_000)).isFalse();
    }

    private boolean look(String client, double seconds) {
        MetricName name = new MetricName("last-poll-seconds-ago", "consumer-metrics", "", Map.of("client-id", client));
        return standstill.look(Map.of(name, new Value(name, seconds)));
    }
}
