package io.channeladapter.config.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitWordsTest {
    @ParameterizedTest
    @CsvSource({
        "4, 2, 2, 2, ''",
        "4, 2, 2, , ''",
        "5, 2, 2, 3, 1 more reply waits in 1 other conversation.",
        "500, 2, 20, 200, 460 more replies wait in 180 other conversations.",
        "500, 2, 20, , 460 more replies wait in other conversations.",
        // The count is of a moment before: what waits counts.
        "500, 2, 20, 20, 460 more replies wait in other conversations.",
        "30000, 1000, 20, 23, More replies wait in 3 other conversations.",
        "30000, 1000, 20, 20, ''",
        "30000, 1000, 20, , ''",
    })
    void whatIsNotShownIsSaid(int waiting, int each, int shown, @Nullable Integer conversations, String more) {
        List<Integer> heads = Collections.nCopies(shown, each);

        assertThat(WaitWords.more(waiting, heads, conversations)).isEqualTo(more);
    }
}
