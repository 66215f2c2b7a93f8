package io.channeladapter.config.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.config.journey.Mark;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchFieldsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void whoLooksForNothingGetsTheLastDay() {
        Search search = fields(null, null, null, null).search(NOW, 50);

        assertThat(search).isEqualTo(new Search(null, null, NOW.minus(Duration.ofDays(1)), null, null, 50));
    }

    @Test
    void aPersonIsLookedForAsFarAsTheTopicsReach() {
        assertThat(fields("@Ada", null, "", "").search(NOW, 50).from()).isEqualTo(NOW.minus(Duration.ofDays(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22, 2026-11-22, 2026-11-22T00:00:00Z, 2026-11-23T00:00:00Z",
        "2026-11-22T08:15, 2026-11-22T09:15, 2026-11-22T08:15:00Z, 2026-11-22T09:15:00Z",
        "2026-11-22T08:15:00+02:00, 2026-11-22T09:15:00Z, 2026-11-22T06:15:00Z, 2026-11-22T09:15:00Z"
    })
    void aDayIsMeantWholeAndATimeIsInUtc(String from, String to, Instant begin, Instant end) {
        Search search = fields(null, null, from, to).search(NOW, 50);

        assertThat(search.from()).isEqualTo(begin);
        assertThat(search.to()).isEqualTo(end);
    }

    @Test
    void whatCannotBeLookedForIsNamed() {
        assertThat(fields("a b", "x".repeat(300), "noon", "25:00").wrong())
                .containsOnlyKeys("person", "message", "from", "to");
        assertThat(fields("", " ", "", null).wrong()).isEmpty();
    }

    @Test
    void theNextPageBeginsAfterTheLastMessageOfThisOne() {
        Mark last = new Mark(NOW.minusSeconds(60), "m 7");

        Search search = new SearchFields(null, null, null, null, last.cursor()).search(NOW, 50);

        assertThat(search.after()).isEqualTo(last);
        assertThat(search.begunBy()).isEqualTo(NOW.minusSeconds(60).plusMillis(1));
        assertThat(new SearchFields(null, null, null, null, "x").wrong()).containsOnlyKeys("cursor");
    }

    private static SearchFields fields(
            @Nullable String person, @Nullable String message, @Nullable String from, @Nullable String to) {
        return new SearchFields(person, message, from, to, null);
    }
}
