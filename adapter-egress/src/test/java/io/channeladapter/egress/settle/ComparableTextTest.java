package io.channeladapter.egress.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparableTextTest {
    @ParameterizedTest
    @CsvSource({
        "see example.com, see http://example.com",
        "see Example.com/Path, see https://example.com/Path/",
        "https://example.com, https://example.com/",
        "'Mehr auf shop.example.com.', 'Mehr auf http://shop.example.com.'",
        "'see example.com, ok', 'see http://example.com, ok'",
        "(shop.example.com), (http://shop.example.com)",
        "see https://example.com., see https://example.com/.",
        "https://Shop.Example.com?a=1, https://shop.example.com/?a=1",
        "'»a.example/b/«, (C.example)', '»http://a.example/b«, (https://c.example/)'",
        "a  b, a b",
        "' a', 'a '",
        "1 < 2 & 3, 1 < 2 & 3"
    })
    void sameMessageComparesEqual(String sent, String echoed) {
        assertThat(ComparableText.of(echoed)).isEqualTo(ComparableText.of(sent));
    }

    @ParameterizedTest
    @CsvSource({
        "yes, Yes",
        "a, b",
        "and/or/., and/or.",
        "https://example.com/A, https://example.com/a",
        "https://example.com/a, https://example.com/b",
        "1 &amp; 2, 1 & 2"
    })
    void otherMessageDoesNot(String sent, String echoed) {
        assertThat(ComparableText.of(echoed)).isNotEqualTo(ComparableText.of(sent));
    }

    @Test
    void composedAndDecomposedLettersAreTheSame() {
        assertThat(ComparableText.of("e\u0301")).isEqualTo(ComparableText.of("\u00e9"));
    }

    @Test
    void longTextsTakeNoLongTime() {
        String dots = "a.".repeat(50_000);
        assertThat(ComparableText.of(dots + "/".repeat(50_000)).value()).hasSize(150_000);
        assertThat(ComparableText.of("a".repeat(100_000)).value()).hasSize(100_000);
        String marks = "a" + "\u0301\u0323".repeat(50_000);
        assertThat(ComparableText.of(marks).value()).isEqualTo(marks);
    }

    @Test
    void printsNoText() {
        assertThat(ComparableText.of("secret")).hasToString("text of 6 characters");
    }

    @Test
    void firstOfEqualTextsIsSettledFirst() {
        ComparableText yes = ComparableText.of("yes");
        List<Settle.Candidate> candidates = List.of(
                new Settle.Candidate(3, ComparableText.of("no")),
                new Settle.Candidate(5, yes),
                new Settle.Candidate(8, yes));

        assertThat(Settle.match(yes, candidates)).hasValue(5);
        assertThat(Settle.match(ComparableText.of("maybe"), candidates)).isEmpty();
    }
}
