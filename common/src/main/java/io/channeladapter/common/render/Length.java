package io.channeladapter.common.render;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The length of a text as Twitter counts it: code points, after it has made links short. A short link has 23
 * characters, whatever it stands for. Whether a longer link counts less is not known, so it counts in full here: never
 * less than Twitter counts.
 *
 * <p>An attachment's link stands in the text too and counts, so beside media 9,976 are left.
 */
final class Length {
    /** Longest text of one message. */
    static final int LONGEST = 10_000;
    /** Of Twitter's own short links. */
    static final int SHORT_LINK = 23;
    /** What an attachment takes of the text: a space and a link. */
    static final int ATTACHMENT = SHORT_LINK + 1;

    private static final Pattern RUN = Pattern.compile("[!-~]{4,}+");
    /** By what a link differs from a word, a number and the end of a sentence; rather too often than too seldom. */
    private static final Pattern LINK = Pattern.compile("://|[A-Za-z0-9]\\.[A-Za-z]{2}");

    private Length() {}

    /** The length of a text. */
    static int of(String text) {
        return text.codePointCount(0, text.length())
                + links(text)
                        .mapToInt(link -> Math.max(0, SHORT_LINK - (link.end() - link.start())))
                        .sum();
    }

    /** Where its links are: runs of ASCII that may be one, with whatever stands close to them. */
    static Stream<MatchResult> links(String text) {
        return RUN.matcher(text)
                .results()
                .filter(run -> LINK.matcher(run.group()).find());
    }

    /** How much of a text from its start is within the limit, as an index into it; no surrogate pair is torn. */
    static int fitting(String text, int limit) {
        int least = 0;
        int most = Math.min(limit, codePoints(text));
        int tried = most;
        // A longer text never counts less, however many links are in it.
        while (least < most) {
            if (of(text.substring(0, text.offsetByCodePoints(0, tried))) <= limit) {
                least = tried;
            } else {
                most = tried - 1;
            }
            tried = (least + most + 1) / 2;
        }
        return text.offsetByCodePoints(0, least);
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }
}
