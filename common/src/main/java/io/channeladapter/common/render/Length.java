package io.channeladapter.common.render;

import java.util.regex.Matcher;

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

    private Length() {}

    /** The length of a text. */
    static int of(String text) {
        return text.codePointCount(0, text.length())
                + Links.in(text)
                        .mapToInt(link -> Math.max(0, SHORT_LINK - (link.end() - link.start())))
                        .sum();
    }

    /** Whether a text is within the limit. */
    static boolean fits(CharSequence text, int limit) {
        return fitting(text, limit) == text.length();
    }

    /**
     * How much of a text from its start is within the limit, as an index into it; no surrogate pair is torn. What comes
     * behind that is hardly looked at, however long the text is.
     */
    static int fitting(CharSequence text, int limit) {
        // No character counts less than one, and it is two chars at most.
        CharSequence head = text.subSequence(0, (int) Math.min(text.length(), 2L * limit));
        Matcher runs = Links.RUN.matcher(head);
        Matcher links = Links.MARK.matcher(head);
        int at = 0;
        int left = limit;
        while (runs.find()) {
            int before = Character.codePointCount(head, at, runs.start());
            if (before >= left) {
                break;
            }
            int length = runs.end() - runs.start();
            boolean isLink = links.region(runs.start(), runs.end()).find();
            int counted = isLink ? Math.max(SHORT_LINK, length) : length;
            if (before + counted > left) {
                int within = left - before;
                if (isLink && within < SHORT_LINK) {
                    // Torn before what makes a link of it, it counts as it is.
                    within = Math.min(within, Math.max(Links.SHORTEST, links.end() - runs.start()) - 1);
                }
                return runs.start() + within;
            }
            left -= before + counted;
            at = runs.end();
        }
        return Character.codePointCount(head, at, head.length()) <= left
                ? head.length()
                : Character.offsetByCodePoints(head, at, left);
    }
}
