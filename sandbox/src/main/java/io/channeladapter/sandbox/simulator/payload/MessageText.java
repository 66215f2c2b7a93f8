package io.channeladapter.sandbox.simulator.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as programs see it: {@code & < >} escaped, links replaced by short ones, entities with indices that count code
 * points of the escaped text.
 *
 * @param text escaped and shortened
 * @param entities {@code hashtags, symbols, user_mentions, urls}
 */
public record MessageText(String text, ObjectNode entities) {
    /** Links, hosts that stand bare, of the few top-level domains that are used here, and hashtags. */
    private static final Pattern PARTS = Pattern.compile("(https?://[^\\s<>\"]*[^\\s<>\".,;:!?')\\]])"
            + "|(?<![\\w@./-])((?:[A-Za-z0-9-]+\\.)+(?:com|org|net|de)(?![\\w-]|\\.\\w)"
            + "(?:/[^\\s<>\"]*[^\\s<>\".,;:!?')\\]])?)"
            + "|(#\\w+)");

    private static final int DISPLAY_LENGTH = 26;

    /**
     * Renders a person's or app's text.
     *
     * @param raw as written
     * @param messageId makes the short links, so that they are the same each time
     */
    public static MessageText of(String raw, String messageId) {
        ObjectNode entities = JsonNodeFactory.instance.objectNode();
        ArrayNode hashtags = entities.putArray("hashtags");
        entities.putArray("symbols");
        entities.putArray("user_mentions");
        ArrayNode urls = entities.putArray("urls");
        StringBuilder text = new StringBuilder();
        Matcher parts = PARTS.matcher(raw);
        int done = 0;
        while (parts.find()) {
            text.append(escape(raw.substring(done, parts.start())));
            int start = length(text);
            String url = parts.group(2) == null ? parts.group(1) : "http://" + parts.group(2);
            if (url != null) {
                String shortUrl = shortUrl(messageId + " " + urls.size());
                text.append(shortUrl);
                urls.add(urlEntity(shortUrl, url, start, length(text)));
            } else {
                text.append(parts.group());
                ObjectNode hashtag =
                        hashtags.addObject().put("text", parts.group().substring(1));
                hashtag.putArray("indices").add(start).add(length(text));
            }
            done = parts.end();
        }
        text.append(escape(raw.substring(done)));
        return new MessageText(text.toString(), entities);
    }

    /** The same text with one more link at its end, as Twitter adds it for an attachment. */
    public MessageText withLink(String shortUrl, String expandedUrl) {
        StringBuilder longer = new StringBuilder(text).append(' ');
        int start = length(longer);
        longer.append(shortUrl);
        ObjectNode all = entities.deepCopy();
        all.withArray("urls").add(urlEntity(shortUrl, expandedUrl, start, length(longer)));
        return new MessageText(longer.toString(), all);
    }

    /** Where in the text its last link stands: first code point, and the one after it. */
    JsonNode lastLink() {
        JsonNode urls = entities.path("urls");
        return urls.path(urls.size() - 1).path("indices");
    }

    /** A short link made from a seed: always the same for the same seed. */
    public static String shortUrl(String seed) {
        String digits = new BigInteger(1, ("t.co " + seed).getBytes(StandardCharsets.UTF_8))
                .mod(BigInteger.valueOf(3656158440062969L))
                .toString(36);
        return "https://t.co/" + "0".repeat(Math.max(0, 10 - digits.length())) + digits;
    }

    private static ObjectNode urlEntity(String shortUrl, String url, int start, int end) {
        String display = url.replaceFirst("^https?://(www\\.)?", "");
        ObjectNode entity = JsonNodeFactory.instance
                .objectNode()
                .put("url", shortUrl)
                .put("expanded_url", url)
                .put(
                        "display_url",
                        display.length() > DISPLAY_LENGTH ? display.substring(0, DISPLAY_LENGTH) + "…" : display);
        entity.putArray("indices").add(start).add(end);
        return entity;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
