package io.channeladapter.config.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LetterIdsTest {
    @Test
    void neighboursAreWrittenAsARun() {
        List<LetterId> ids = List.of(id(3, 7), id(3, 5), id(3, 6), id(3, 9), id(12, 0));

        assertThat(LetterIds.text(ids)).isEqualTo("3-5..7 3-9 12-0");
    }

    @Test
    void whatIsWrittenIsRead() {
        List<LetterId> ids = List.of(id(0, 0), id(0, 1), id(3, 1042), id(3, 1044));

        assertThat(LetterIds.read(LetterIds.text(ids))).containsExactlyElementsOf(ids);
        assertThat(LetterIds.read("")).isEmpty();
    }

    @Test
    void aTextThatNobodyWroteDoesNotFillTheMemory() {
        assertThat(LetterIds.read("0-0..999999999999999999")).hasSizeLessThanOrEqualTo(10_000);
        assertThat(LetterIds.read("0-9..3")).isEmpty();
    }

    private static LetterId id(int partition, long offset) {
        return new LetterId(partition, offset);
    }
}
