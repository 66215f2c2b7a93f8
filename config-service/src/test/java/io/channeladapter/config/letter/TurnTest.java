package io.channeladapter.config.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnTest {
    @Test
    void webhooksComeFirstAndEachInTheOrderOfItsPartition() {
        assertThat(Stream.of("other_0-1", "webhook_4-1", "webhook_3-10", "webhook_3-9")
                        .map(text -> Turn.read(text).orElseThrow())
                        .sorted())
                .extracting(Turn::toString)
                .containsExactly("webhook_3-9", "webhook_3-10", "webhook_4-1", "other_0-1");
    }

    @Test
    void otherTextIsNone() {
        assertThat(Stream.of("", "3-9", "webhook_", "webhook_3", "other_x-1", "reply_3-9")
                        .map(Turn::read))
                .allMatch(Optional::isEmpty);
    }
}
