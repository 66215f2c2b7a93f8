package io.channeladapter.common.render;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;

/**
 * Splits a text that is too long for one message: at a paragraph, else at the end of a line, else of a sentence, else at
 * a space, and only where there is none of these between any two characters. Never inside a character as a person sees
 * it (a grapheme cluster), and not inside a link. Pure.
 */
final class Split {
    private Split() {}

    /**
     * The parts of a text, none longer than its limit; a text that is short enough is left as it is.
     *
     * @param limit longest part, at least 1
     * @param lastLimit longest last part, from 1 to {@code limit}
     */
    static List<String> of(String text, int limit, int lastLimit) {
        if (Length.of(text) <= lastLimit) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        String rest = text.strip();
        while (Length.of(rest) > lastLimit) {
            int most = Math.min(Length.fitting(rest, limit), rest.length() - 1);
            int least = most / 2;
            if (Length.of(rest) <= limit) {
                // It is too long for a last part alone: what is left after the cut must fit there.
                least = Math.clamp(tail(rest, lastLimit), 1, most);
            }
            int cut = cut(rest, Math.max(1, least), most);
            parts.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        parts.add(rest);
        return parts;
    }

    /** From where on a text is within the limit. */
    private static int tail(String text, int limit) {
        int least = 0;
        int most = text.length();
        // What is left counts never more, the later it begins.
        while (least < most) {
            int tried = (least + most) / 2;
            if (Length.of(text.substring(tried)) <= limit) {
                most = tried;
            } else {
                least = tried + 1;
            }
        }
        return least;
    }

    /** The best place to cut from least to most; before least only where a link or a character would be torn. */
    private static int cut(String text, int least, int most) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        List<MatchResult> links = Length.links(text).toList();
        int line = -1;
        int space = -1;
        for (int at = most; at >= least; at--) {
            if (!Character.isWhitespace(text.charAt(at)) || !afterWhiteSpaceIsBoundary(text, at, characters)) {
                continue;
            }
            int start = startOfWhiteSpace(text, at);
            int lines = lines(text, start, endOfWhiteSpace(text, at));
            if (lines > 1) {
                return at;
            }
            line = lines == 1 && line < 0 ? at : line;
            space = space < 0 ? at : space;
            at = Math.min(at, start);
        }
        if (line > 0) {
            return line;
        }
        int sentence = sentence(text, least, most, characters, links);
        return sentence > 0 ? sentence : space > 0 ? space : anywhere(text, most, characters, links);
    }

    private static int sentence(String text, int least, int most, BreakIterator characters, List<MatchResult> links) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int at = sentences.preceding(most + 1);
        while (at >= least && at != BreakIterator.DONE) {
            if (characters.isBoundary(at) && startOfLink(at, links) == at) {
                return at;
            }
            at = sentences.previous();
        }
        return -1;
    }

    private static int anywhere(String text, int most, BreakIterator characters, List<MatchResult> links) {
        int link = startOfLink(most, links);
        if (link > 0 && link < most && characters.isBoundary(link)) {
            return link;
        }
        int at = characters.preceding(most + 1);
        if (at > 0) {
            return at;
        }
        // A single character of thousands of marks: no place is right.
        return Character.isLowSurrogate(text.charAt(most)) && most > 1 ? most - 1 : most;
    }

    /** Where the link starts that a cut here would tear; the place itself where none would be torn. */
    private static int startOfLink(int at, List<MatchResult> links) {
        return links.stream()
                .filter(link -> link.start() < at && at < link.end())
                .mapToInt(MatchResult::start)
                .findFirst()
                .orElse(at);
    }

    // A mark after a space makes one character with it.
    private static boolean afterWhiteSpaceIsBoundary(String text, int at, BreakIterator characters) {
        int end = endOfWhiteSpace(text, at);
        return end == text.length() || characters.isBoundary(end);
    }

    private static int startOfWhiteSpace(String text, int at) {
        int start = at;
        while (start > 0 && Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int endOfWhiteSpace(String text, int at) {
        int end = at;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int lines(String text, int from, int to) {
        return (int) text.substring(from, to)
                .replace("\r\n", "\n")
                .chars()
                .filter(c -> c == '\n' || c == '\r')
                .count();
    }
}
