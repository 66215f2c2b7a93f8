package io.channeladapter.common.render;

import java.nio.CharBuffer;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a text that is too long for one message: at a paragraph, else at the end of a line, else of a sentence, else at
 * a space, and only where there is none of these between any two characters. Never inside a character as a person sees
 * it (a grapheme cluster), and not inside a link. Pure.
 */
final class Split {
    /** With so many characters more it is known whether a sentence begins behind a full stop. */
    private static final int BEGINNING = 100;

    private Split() {}

    /**
     * The parts of a text, none longer than its limit; a text that is short enough is left as it is. Of what comes behind
     * a part, at most as much is looked at as two parts hold, so that a long text costs no more for each of its characters
     * than a short one.
     *
     * @param limit longest part, at least 1
     * @param lastLimit longest last part, from 1 to {@code limit}
     */
    static List<String> of(CharSequence text, int limit, int lastLimit) {
        if (Length.fits(text, lastLimit)) {
            return List.of(text.toString());
        }
        List<String> parts = new ArrayList<>();
        CharBuffer rest = strip(CharBuffer.wrap(text));
        int fitting = Length.fitting(rest, limit);
        while (fitting < rest.length() || !Length.fits(rest, lastLimit)) {
            int most = Math.min(fitting, rest.length() - 1);
            // Where it is too long for a last part alone, what is left after the cut must fit there.
            int least = fitting < rest.length() ? most / 2 : Math.min(tail(rest, lastLimit), most);
            int cut = cut(head(rest, most, limit), Math.max(1, least), most);
            parts.add(rest.subSequence(0, cut).toString().stripTrailing());
            rest = stripLeading(rest.subSequence(cut, rest.length()));
            fitting = Length.fitting(rest, limit);
        }
        parts.add(rest.toString());
        return parts;
    }

    /** From where on a text is within the limit. */
    private static int tail(CharSequence text, int limit) {
        int least = 0;
        int most = text.length();
        // What is left counts never more, the later it begins.
        while (least < most) {
            int tried = (least + most) / 2;
            if (Length.fits(text.subSequence(tried, text.length()), limit)) {
                most = tried;
            } else {
                least = tried + 1;
            }
        }
        return least;
    }

    /**
     * As much of a text as decides where to cut it: with the rest of the link at the latest place, the white space
     * behind it, and what a sentence may begin with. Of a link or white space that no message could hold, no more than
     * that.
     */
    private static String head(CharSequence text, int most, int limit) {
        int end = most;
        while (end < text.length() && end < most + limit && Links.canHold(text.charAt(end))) {
            end++;
        }
        int spaces = end;
        while (end < text.length() && end < spaces + limit && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        end = Math.min(text.length(), end + BEGINNING);
        boolean torn = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.subSequence(0, torn ? end + 1 : end).toString();
    }

    private static CharBuffer strip(CharBuffer text) {
        int end = text.length();
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return stripLeading(text.subSequence(0, end));
    }

    private static CharBuffer stripLeading(CharBuffer text) {
        return text.subSequence(endOfWhiteSpace(text, 0), text.length());
    }

    /** The best place to cut from least to most; before least only where a link or a character would be torn. */
    private static int cut(String text, int least, int most) {
        Characters characters = new Characters(text);
        Links links = new Links(text);
        int line = -1;
        int space = -1;
        for (int at = most; at >= least; at--) {
            if (!Character.isWhitespace(text.charAt(at))) {
                continue;
            }
            int start = startOfWhiteSpace(text, at);
            int end = endOfWhiteSpace(text, at);
            int lines = lines(text, start, end);
            boolean isBetter = lines > 1 || (lines == 1 && line < 0) || space < 0;
            // A mark after a space makes one character with it.
            if (isBetter && characters.isBoundary(end)) {
                if (lines > 1) {
                    return at;
                }
                line = lines == 1 && line < 0 ? at : line;
                space = space < 0 ? at : space;
            }
            at = Math.min(at, start);
        }
        if (line > 0) {
            return line;
        }
        int sentence = sentence(text, least, most, characters, links);
        return sentence > 0 ? sentence : space > 0 ? space : anywhere(text, most, characters, links);
    }

    private static int sentence(String text, int least, int most, Characters characters, Links links) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int at = sentences.preceding(most + 1);
        while (at >= least && at != BreakIterator.DONE) {
            if (characters.isBoundary(at) && links.startAround(at) == at) {
                return at;
            }
            at = sentences.previous();
        }
        return -1;
    }

    private static int anywhere(String text, int most, Characters characters, Links links) {
        int link = links.startAround(most);
        if (link > 0 && link < most && characters.isBoundary(link)) {
            return link;
        }
        int at = characters.last(most);
        if (at > 0) {
            return at;
        }
        // A single character of thousands of marks: no place is right.
        return Character.isLowSurrogate(text.charAt(most)) && most > 1 ? most - 1 : most;
    }

    private static int startOfWhiteSpace(String text, int at) {
        int start = at;
        while (start > 0 && Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int endOfWhiteSpace(CharSequence text, int at) {
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
