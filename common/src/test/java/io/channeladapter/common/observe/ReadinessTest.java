package io.channeladapter.common.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    @Test
    void whatNeedsNothingIsReady() {
        assertThat(new Readiness(Map.of()).ready()).isTrue();
    }

    @Test
    void namesWhatIsMissingInOrder() {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("streams", false);
        parts.put("kafka", true);
        parts.put("channels", false);
        Readiness readiness = new Readiness(parts);
        parts.put("streams", true);

        assertThat(readiness.ready()).isFalse();
        assertThat(readiness.text()).isEqualTo("not ready: streams, channels");
    }
}
