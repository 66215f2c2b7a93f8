package io.channeladapter.config.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharesTest {
    @Test
    void whatFitsIsReadWhole() {
        Map<String, Long> starts = new HashMap<>(Map.of("a", 5L, "b", 0L));

        assertThat(Shares.trim(starts, Map.of("a", 10L, "b", 5L), 10)).isEmpty();
        assertThat(starts).isEqualTo(Map.of("a", 5L, "b", 0L));
    }

    @Test
    void ofALargePartitionTheNewestAreReadAndASmallOneStaysWhole() {
        Map<String, Long> starts = new HashMap<>(Map.of("small", 0L, "large", 100L));

        assertThat(Shares.trim(starts, Map.of("small", 10L, "large", 1_100L), 60))
                .containsExactly("large");
        assertThat(starts).isEqualTo(Map.of("small", 0L, "large", 1_050L));
    }
}
