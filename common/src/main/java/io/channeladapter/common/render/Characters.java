package io.channeladapter.common.render;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * Where the characters of a text end as a person sees them (grapheme clusters). One reaches over no white space but that
 * it begins with, so of a text only what stands between a place and the white space before it is looked at. One thread.
 */
final class Characters {
    private final String text;
    private final BreakIterator iterator = BreakIterator.getCharacterInstance(Locale.ROOT);

    Characters(String text) {
        this.text = text;
    }

    /** Whether one ends and another begins here. */
    boolean isBoundary(int at) {
        return at == 0 || at == text.length() || last(at) == at;
    }

    /** The last place up to here that tears none; 0 where there is none. */
    int last(int most) {
        int from = Math.max(0, most - 1);
        while (from > 0 && !Character.isWhitespace(text.charAt(from))) {
            from--;
        }
        // It depends on the next one whether this one goes on.
        iterator.setText(text.substring(from, Math.min(text.length(), most + 2)));
        return from + iterator.preceding(most + 1 - from);
    }
}
