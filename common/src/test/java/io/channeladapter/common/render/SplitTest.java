package io.channeladapter.common.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a text is cut. */
class SplitTest {
    private static final Pattern CHARACTER = Pattern.compile("\\X");
    private static final List<String> PIECES = List.of(
            "word",
            "another",
            "Ω",
            " ",
            " ",
            " ",
            "\n",
            "\r\n",
            "\n\n",
            ". ",
            "! ",
            "? ",
            "。",
            "漢字",
            "\u3000",
            "e\u0301",
            "👩‍👩‍👧‍👦",
            "👍🏽",
            "🇫🇷",
            "\u0301",
            "https://example.com/a?b=c.d!e ",
            "shop.example/xyz ",
            "https://a.de");

    @Test
    void aTextThatFitsIsLeftAsItIs() {
        assertThat(Split.of("  Hello \n", 20, 20)).containsExactly("  Hello \n");
        assertThat(Split.of("", 20, 20)).containsExactly("");
    }

    @Test
    void aParagraphIsTheBestPlaceThenALineThenASentenceThenASpace() {
        assertThat(Split.of("One two.\n\nThree. Four\nfive six seven", 32, 32))
                .containsExactly("One two.\n\nThree. Four", "five six seven");
        assertThat(Split.of("One two three.\n\nFour. Five\nsix seven", 28, 28))
                .containsExactly("One two three.", "Four. Five\nsix seven");
        assertThat(Split.of("One two three. Four five six", 24, 24)).containsExactly("One two three.", "Four five six");
        assertThat(Split.of("one two three four five six", 16, 16)).containsExactly("one two three", "four five six");
    }

    @Test
    void aPlaceInTheFirstHalfIsNotTakenForItWouldCostMessages() {
        assertThat(Split.of("One.\n\nTwo three four five six seven", 24, 24))
                .containsExactly("One.\n\nTwo three four", "five six seven");
    }

    @Test
    void chineseIsCutAtItsFullStopsAndElseBetweenCharacters() {
        assertThat(Split.of("我们今天去公园。你来吗。好的", 12, 12)).containsExactly("我们今天去公园。你来吗。", "好的");
        assertThat(Split.of("我们今天去公园", 4, 4)).containsExactly("我们今天", "去公园");
    }

    @Test
    void aFamilyOfEmojiIsNotTornApart() {
        String family = "👩‍👩‍👧‍👦";
        assertThat(Split.of(family.repeat(4), 10, 10)).containsExactly(family, family, family, family);
    }

    @Test
    void aLinkIsNotTornApartEvenWhereNothingElseStandsBeforeIt() {
        String link = "https://example.com/what?is=this.And!that";
        assertThat(Split.of("漢字漢字" + link, 44, 44)).containsExactly("漢字漢字", link);
    }

    @Test
    void theLastPartHasItsOwnLimit() {
        assertThat(Split.of("one two three four", 18, 10)).containsExactly("one two three", "four");
        assertThat(Split.of("one two three four", 18, 18)).containsExactly("one two three four");
    }

    @Test
    void shortLinksThatCountForManyTimesTheirLengthAreSplitTooAndTheLastPartFits() {
        String text = "a.de ".repeat(1_000).strip();

        for (int lastLimit : new int[] {10_000, 9_000, 2_500, 30}) {
            List<String> parts = Split.of(text, 10_000, lastLimit);

            assertThat(String.join(" ", parts)).isEqualTo(text);
            assertThat(parts).allMatch(part -> Length.of(part) <= 10_000);
            assertThat(Length.of(parts.getLast())).isLessThanOrEqualTo(lastLimit);
        }
        assertThat(Split.of(text, 10_000, 10_000)).hasSize(3);
    }

    @Test
    void oneCharacterOfThousandsOfMarksIsCutAllTheSame() {
        List<String> parts = Split.of("e" + "\u0301".repeat(100), 40, 40);
        assertThat(String.join("", parts)).isEqualTo("e" + "\u0301".repeat(100));
        assertThat(parts).allMatch(part -> part.length() <= 40);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void partsGiveTheTextAndNoneIsTooLongAndNoCharacterOrLinkIsTorn(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 250; round++) {
            String text = text(random, 1 + random.nextInt(120));
            int limit = 60 + random.nextInt(100);
            int lastLimit = 45 + random.nextInt(limit - 45);

            List<String> parts = Split.of(text, limit, lastLimit);

            assertThat(withoutSpace(String.join("", parts))).isEqualTo(withoutSpace(text));
            assertThat(parts.subList(0, parts.size() - 1)).allMatch(part -> Length.of(part) <= limit);
            assertThat(Length.of(parts.getLast())).isLessThanOrEqualTo(lastLimit);
            assertThat(parts).isEqualTo(Split.of(text, limit, lastLimit));
            if (parts.size() > 1) {
                assertThat(parts).noneMatch(String::isBlank);
                assertThat(whole(parts)).isEqualTo(whole(List.of(text)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("manyMessages")
    void aTextOfAHundredMessagesIsLookedAtNoMoreOftenThanAShortOne(String text) {
        Counted counted = new Counted(text);

        List<String> parts = Split.of(counted, 1_000, 900);

        assertThat(withoutSpace(String.join("", parts))).isEqualTo(withoutSpace(text));
        assertThat(counted.looks).as("looks at characters").isLessThan(15L * text.length());
    }

    static Stream<String> manyMessages() {
        return Stream.of(
                        "This is one of many sentences of a long text. ",
                        "word another ",
                        "Line\n\n",
                        "我们今天去公园。你来吗。",
                        "漢字",
                        "a",
                        "a.de ",
                        "https://example.com/what?is=this.And!that ",
                        "wow!Really?Yes.It",
                        "👩‍👩‍👧‍👦",
                        "e" + "\u0301".repeat(1_500),
                        "a" + " ".repeat(1_500) + "\u0301",
                        "a.de " + "b".repeat(1_500) + " ")
                .map(piece -> piece.repeat(100_000 / piece.length()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatFitsIsTheMostThatIsWithinTheLimit(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 250; round++) {
            String text = text(random, 1 + random.nextInt(40));
            int limit = random.nextInt(120);

            int fitting = Length.fitting(text, limit);

            assertThat(Length.of(text.substring(0, fitting))).isLessThanOrEqualTo(limit);
            if (fitting < text.length()) {
                assertThat(Length.of(text.substring(0, text.offsetByCodePoints(fitting, 1))))
                        .isGreaterThan(limit);
            }
        }
    }

    /** A text that counts how often one of its characters is looked at, or handed out. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            looks += end - start;
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            looks += text.length();
            return text;
        }
    }

    /** What must stay whole, in order: characters as a person sees them, and links. */
    private static List<String> whole(List<String> texts) {
        List<String> whole = new ArrayList<>();
        for (String text : texts) {
            Stream.concat(
                            CHARACTER.matcher(text).results(),
                            Pattern.compile("https://[!-~]+").matcher(text).results())
                    .map(MatchResult::group)
                    .map(SplitTest::withoutSpace)
                    .filter(piece -> !piece.isEmpty())
                    .forEach(whole::add);
        }
        return whole.stream().sorted().toList();
    }

    private static String text(Random random, int pieces) {
        return Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                .limit(pieces)
                .collect(Collectors.joining());
    }

    private static String withoutSpace(String text) {
        return text.codePoints()
                .filter(c -> !Character.isWhitespace(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
