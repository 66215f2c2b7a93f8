package io.channeladapter.egress.settle;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message's text in the form in which what was sent equals what Twitter echoes. Twitter escapes {@code &}, {@code <}
 * and {@code >}, trims, may compose characters, and makes links of its own from what looks like one, with punctuation
 * around it or without; the router has undone the escapes and expanded the links, but a link may come back with a
 * scheme, a slash or lower-case host that it did not have.
 *
 * @param value equal where the messages are the same
 */
public record ComparableText(String value) {
    /** More than any language writes: to put so many in order takes seconds, and nobody can tell them apart. */
    private static final Pattern MANY_MARKS = Pattern.compile("\\p{M}{200}");

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern SCHEME = Pattern.compile("(?i)https?://(?=\\S)");
    /** What may be a host, and what follows it; possessive, since a person decides how long the text is. */
    private static final Pattern LINK =
            Pattern.compile("([\\p{L}\\p{N}.-]++)((?::[0-9]{1,5}+)?+(?:[/?#][^\\s,()<>\"]*+)?+)");
    /** By what a host differs from a number, an abbreviation and the end of a sentence. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}]\\.\\p{L}{2}");
    /** Slashes after which no path goes on. */
    private static final Pattern LAST_SLASHES = Pattern.compile("/++(?![\\p{L}\\p{N}_~%@&+$=*|-])");

    /** The comparable form of a text as a person reads it. */
    public static ComparableText of(String text) {
        StringBuilder value = new StringBuilder();
        String composed = MANY_MARKS.matcher(text).find() ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
        String bare = SCHEME.matcher(composed).replaceAll("");
        Matcher link = LINK.matcher(SPACE.matcher(bare).replaceAll(" ").strip());
        while (link.find()) {
            link.appendReplacement(value, Matcher.quoteReplacement(comparable(link)));
        }
        return new ComparableText(link.appendTail(value).toString());
    }

    private static String comparable(MatchResult link) {
        return HOST.matcher(link.group(1)).find()
                ? link.group(1).toLowerCase(Locale.ROOT)
                        + LAST_SLASHES.matcher(link.group(2)).replaceAll("")
                : link.group();
    }

    @Override
    public String toString() {
        return "text of " + value.length() + " characters";
    }
}
