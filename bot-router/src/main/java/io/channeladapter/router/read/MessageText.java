package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.EventData.Url;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A text as a person reads it. Twitter escapes {@code & < >} and writes every link as t.co; the link of what is attached
 * it appends. Links are found by their text and not by Twitter's indices, of which nobody says what they count: so a
 * character outside of the basic plane before a link does no harm.
 *
 * @param text unescaped, links expanded, the link of what is attached removed, no blanks around it
 * @param urls the links in it, in Twitter's order
 */
record MessageText(String text, List<Url> urls) {
    /** A t.co link has 23 characters; a longer or an odd one stays as it is. */
    private static final int LONGEST_LINK = 100;
    /** Where links are very long or many, the text stays below this and the rest of them short. */
    private static final int LONGEST_TEXT = 100_000;

    private static final Map<String, String> ESCAPES = Map.of("&amp;", "&", "&lt;", "<", "&gt;", ">");

    /**
     * Reads a text.
     *
     * @param urlEntities what Twitter says of the links in it
     * @param attachedLinks links to be removed
     * @param isAttached tells by where a link leads that it is to be removed
     */
    static MessageText of(String raw, JsonNode urlEntities, List<String> attachedLinks, Predicate<String> isAttached) {
        Set<String> attached = Set.copyOf(attachedLinks);
        Map<String, String> links = new HashMap<>();
        List<Url> urls = new ArrayList<>();
        for (JsonNode entity : urlEntities) {
            String url = entity.path("url").asText("");
            String expanded = entity.path("expanded_url").asText("");
            if (url.isEmpty() || expanded.isEmpty() || url.length() > LONGEST_LINK) {
                continue;
            }
            if (attached.contains(url) || isAttached.test(expanded)) {
                links.put(url, "");
            } else if (links.putIfAbsent(url, expanded) == null) {
                urls.add(new Url(url, expanded));
            }
        }
        attached.forEach(link -> links.put(link, ""));
        return new MessageText(replaced(raw, links), List.copyOf(urls));
    }

    private static String replaced(String raw, Map<String, String> links) {
        int[] lengths = links.keySet().stream()
                .mapToInt(String::length)
                .filter(length -> length <= LONGEST_LINK)
                .distinct()
                .sorted()
                .toArray();
        StringBuilder text = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            String found = raw.charAt(at) == '&' ? escape(raw, at) : link(raw, at, links, lengths);
            if (found.isEmpty()) {
                text.append(raw.charAt(at++));
                continue;
            }
            String meant = ESCAPES.containsKey(found) ? ESCAPES.get(found) : links.get(found);
            text.append(meant == null || text.length() + meant.length() > LONGEST_TEXT ? found : meant);
            at += found.length();
        }
        return text.toString().strip();
    }

    private static String escape(String raw, int at) {
        return ESCAPES.keySet().stream()
                .filter(escape -> raw.startsWith(escape, at))
                .findFirst()
                .orElse("");
    }

    // The longest first, and none that goes on in the text: one link may be the beginning of another.
    private static String link(String raw, int at, Map<String, String> links, int[] lengths) {
        if (!raw.startsWith("http", at)) {
            return "";
        }
        for (int i = lengths.length - 1; i >= 0; i--) {
            int end = at + lengths[i];
            if (end <= raw.length() && (end == raw.length() || !goesOn(raw.charAt(end)))) {
                String candidate = raw.substring(at, end);
                if (links.containsKey(candidate)) {
                    return candidate;
                }
            }
        }
        return "";
    }

    private static boolean goesOn(char next) {
        return next < 128 && Character.isLetterOrDigit(next);
    }
}
