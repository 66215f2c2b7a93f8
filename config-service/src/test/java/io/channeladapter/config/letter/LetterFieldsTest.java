package io.channeladapter.config.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterFieldsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-01-01T00:00:00",
                "-999999999-01-01T00:00:00",
                "+999999999-12-31T23:59:59Z",
                "+10000-01-02T00:00:00",
                "0000-01-01"
            })
    void aTimeThatCannotBeCountedIsNone(String time) {
        assertThat(new LetterFields(null, null, null, null, time, time, null).wrong())
                .containsOnlyKeys("from", "to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59.999999999Z_0-0",
                "-1000000000-01-01T00:00:00Z_0-0",
                "+10000-01-02T00:00:00Z_0-0"
            })
    void aCursorFarAwayIsNone(String cursor) {
        assertThat(new LetterFields(null, null, null, null, null, null, cursor).wrong())
                .containsOnlyKeys("cursor");
    }

    @Test
    void theEndsOfTimeAreLookedFor() {
        LetterFields fields =
                new LetterFields(null, null, null, null, "0001-01-01", "9999-12-31", "9999-12-31T23:59:59Z_3-1");

        assertThat(fields.wrong()).isEmpty();
        assertThat(fields.search(Instant.EPOCH, 1).to()).isEqualTo("+10000-01-01T00:00:00Z");
    }
}
