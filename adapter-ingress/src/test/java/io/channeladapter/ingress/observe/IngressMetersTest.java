package io.channeladapter.ingress.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IngressMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final IngressMeters meters = new IngressMeters(registry);

    @Test
    void everyMeterIsOneOfTheEnumWithItsTagsAndText() {
        meters.received();
        meters.answered("accepted", "accepted");
        meters.challenged("answered");
        meters.published("acknowledged", Duration.ofMillis(3));
        meters.show(IngressMetric.WAITING, () -> 1);
        meters.show(IngressMetric.CHANNELS, () -> 2);
        meters.show(IngressMetric.HELD_OFF, () -> 3);

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(IngressMetric.values())
                        .map(IngressMetric::metricName)
                        .toList());
        assertThat(registry.getMeters()).allSatisfy(IngressMetersTest::matchesItsEnum);
    }

    private static void matchesItsEnum(Meter meter) {
        IngressMetric metric = Arrays.stream(IngressMetric.values())
                .filter(m -> m.metricName().equals(meter.getId().getName()))
                .findAny()
                .orElseThrow();
        assertThat(meter.getId().getDescription()).isEqualTo(metric.description());
        assertThat(meter.getId().getTags()).extracting(Tag::getKey).containsExactlyInAnyOrderElementsOf(metric.tags());
    }
}
