package io.channeladapter.common.render;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the links of a text are: runs of ASCII that may be one, with whatever stands close to them. One thread. */
final class Links {
    /** Nothing shorter is one. */
    static final int SHORTEST = 4;
    /** What may be one. */
    static final Pattern RUN = Pattern.compile("[!-~]{" + SHORTEST + ",}+");
    /** By what one differs from a word, a number and the end of a sentence; rather too often than too seldom. */
    static final Pattern MARK = Pattern.compile("://|[A-Za-z0-9]\\.[A-Za-z]{2}");

    private final String text;
    private int from;
    private int to;
    private boolean isLink;

    Links(String text) {
        this.text = text;
    }

    /** All links, from the first to the last. */
    static Stream<MatchResult> in(String text) {
        return RUN.matcher(text)
                .results()
                .filter(run -> MARK.matcher(run.group()).find());
    }

    /** Whether a character can be part of one. */
    static boolean canHold(char c) {
        return c >= '!' && c <= '~';
    }

    /** Where the link starts that a cut here would tear; the place itself where none would be torn. */
    int startAround(int at) {
        // One link may hold thousands of places that are asked for.
        if (at <= from || at >= to) {
            find(at);
        }
        return isLink && from < at && at < to ? from : at;
    }

    private void find(int at) {
        from = at;
        while (from > 0 && canHold(text.charAt(from - 1))) {
            from--;
        }
        to = at;
        while (to < text.length() && canHold(text.charAt(to))) {
            to++;
        }
        isLink = to - from >= SHORTEST && MARK.matcher(text).region(from, to).find();
    }
}
