package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.EventData.Url;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A text as a person reads it. Twitter escapes {@code & < >} and writes every link as t.co; the link of attached media
 * it appends. Links are found by their text and not by Twitter's indices, of which nobody says what they count.
 *
 * @param text unescaped, links expanded, the link of attached media removed, no blanks around it
 * @param urls the links in it, in Twitter's order
 */
record MessageText(String text, List<Url> urls) {
    private static final Pattern MEDIA_LINK =
            Pattern.compile("https://(?:mobile\\.)?(?:twitter|x)\\.com/messages/media/[0-9]+");
    private static final Map<String, String> ESCAPES = Map.of("&amp;", "&", "&lt;", "<", "&gt;", ">");

    static MessageText of(String raw, JsonNode urlEntities, List<String> mediaLinks) {
        // The longest first, for one link may be the beginning of another.
        Map<String, String> links = new TreeMap<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        List<Url> urls = new ArrayList<>();
        for (JsonNode entity : urlEntities) {
            String url = entity.path("url").asText("");
            String expanded = entity.path("expanded_url").asText("");
            if (url.isEmpty() || expanded.isEmpty()) {
                continue;
            }
            if (mediaLinks.contains(url) || MEDIA_LINK.matcher(expanded).matches()) {
                links.put(url, "");
            } else if (links.putIfAbsent(url, expanded) == null) {
                urls.add(new Url(url, expanded));
            }
        }
        mediaLinks.forEach(link -> links.put(link, ""));
        return new MessageText(replaced(raw, links), List.copyOf(urls));
    }

    private static String replaced(String raw, Map<String, String> links) {
        StringBuilder text = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            Optional<Map.Entry<String, String>> found = startingAt(raw, at, links);
            if (found.isPresent()) {
                text.append(found.get().getValue());
                at += found.get().getKey().length();
            } else {
                text.append(raw.charAt(at++));
            }
        }
        return text.toString().strip();
    }

    private static Optional<Map.Entry<String, String>> startingAt(String raw, int at, Map<String, String> links) {
        char first = raw.charAt(at);
        if (first == '&') {
            return ESCAPES.entrySet().stream()
                    .filter(escape -> raw.startsWith(escape.getKey(), at))
                    .findFirst();
        }
        if (links.isEmpty() || first != 'h') {
            return Optional.empty();
        }
        return links.entrySet().stream()
                .filter(link -> raw.startsWith(link.getKey(), at))
                .findFirst();
    }
}
