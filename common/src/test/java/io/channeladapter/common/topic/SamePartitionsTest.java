package io.channeladapter.common.topic;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamePartitionsTest {
    private static final List<String> NAMES = List.of("twitter.outbound", "twitter.offers", "twitter.received");

    @Test
    void topicsOfTheSameNumberAreTaken() {
        assertThatCode(() -> SamePartitions.check(
                        NAMES, Map.of("twitter.outbound", 24, "twitter.offers", 24, "twitter.received", 24)))
                .doesNotThrowAnyException();
    }

    @Test
    void topicOfAnotherNumberIsNamedWithWhatToDo() {
        assertThatThrownBy(() -> SamePartitions.check(
                        NAMES, Map.of("twitter.outbound", 24, "twitter.offers", 12, "twitter.received", 24)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("twitter.outbound has 24, but twitter.offers has 12;")
                .hasMessageContaining("ADAPTER_TOPICS_PARTITIONS=24");
    }

    @Test
    void topicThatIsMissingIsNamed() {
        assertThatThrownBy(() -> SamePartitions.check(NAMES, Map.of("twitter.outbound", 24, "twitter.offers", 24)))
                .hasMessageContaining("but twitter.received has 0;");
    }
}
