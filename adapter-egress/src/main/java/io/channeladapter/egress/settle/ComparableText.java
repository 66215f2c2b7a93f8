package io.channeladapter.egress.settle;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A message's text in the form in which what was sent equals what Twitter echoes. Twitter escapes {@code &}, {@code <}
 * and {@code >}, trims, may compose characters, and makes links of its own from what looks like one; the router has
 * undone the escapes and expanded the links, but a link may come back with a scheme, a slash or lower-case host that it
 * did not have.
 *
 * @param value equal where the messages are the same
 */
public record ComparableText(String value) {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern LINK =
            Pattern.compile("(?i)(?:https?://)?((?:[a-z0-9-]+\\.)+[a-z]{2,})(/\\S*[^/\\s])?/*");

    /** The comparable form of a text as a person reads it. */
    public static ComparableText of(String text) {
        StringBuilder value = new StringBuilder();
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        SPACE.splitAsStream(composed)
                .filter(word -> !word.isEmpty())
                .forEach(word -> value.append(value.isEmpty() ? "" : " ").append(comparable(word)));
        return new ComparableText(value.toString());
    }

    private static String comparable(String word) {
        var link = LINK.matcher(word);
        if (!link.matches()) {
            return word;
        }
        String path = link.group(2);
        return link.group(1).toLowerCase(Locale.ROOT) + (path == null ? "" : path);
    }

    @Override
    public String toString() {
        return "text of " + value.length() + " characters";
    }
}
