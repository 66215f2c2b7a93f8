package io.channeladapter.router.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.CheckedReply.Button;
import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.message.CheckedReply.QuickReply;
import io.channeladapter.common.message.Location;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one reply and gathers what is wrong with them: each problem names its field and the limit. What
 * is absent, or null, is not wrong. Lengths are counted in code points, as a person counts characters. One thread.
 */
final class ReplyFields {
    /** As many as ten messages can hold; whether the text can be split into ten is looked at besides. */
    static final int LONGEST_TEXT = 100_000;

    static final int MOST_QUICK_REPLIES = 20;
    static final int MOST_BUTTONS = 3;
    static final int LONGEST_LABEL = 36;
    static final int LONGEST_DESCRIPTION = 72;
    static final int LONGEST_METADATA = 1_000;
    /** Our own limit; Twitter names none. */
    static final int LONGEST_URL = 2_000;

    static final int LAST_PORT = 65_535;
    /** Our own limit: ids are kept and compared. */
    static final int LONGEST_ID = 200;

    /** The last of RFC 3339, which other languages' clocks keep to. */
    private static final int LAST_YEAR = 9_999;

    private static final Pattern MESSAGE_ID = Pattern.compile("[0-9]{1,19}");
    private static final Pattern LINK = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

    private final JsonNode body;
    private final List<String> problems = new ArrayList<>();

    ReplyFields(JsonNode body) {
        this.body = body;
    }

    /** What was wrong with all that was read so far. */
    List<String> problems() {
        return problems;
    }

    void problem(String problem) {
        problems.add(problem);
    }

    String text() {
        String text = string(body, "text", "text", LONGEST_TEXT);
        return text == null ? "" : text;
    }

    /** The bot's own id of the reply, in whole numbers too; null where it gave none. */
    @Nullable
    String id() {
        if (!body.path("id").isIntegralNumber()) {
            return string(body, "id", "id", LONGEST_ID);
        }
        String number = body.path("id").asText();
        if (number.length() > LONGEST_ID) {
            problem("id: " + number.length() + " characters of at most " + LONGEST_ID);
            return null;
        }
        return number;
    }

    /** Whether a text can be the id of a reply. */
    static boolean isId(String text) {
        return !text.isBlank() && text.codePointCount(0, text.length()) <= LONGEST_ID && isWhole(text);
    }

    @Nullable
    String inReplyTo() {
        return string(body, "inReplyTo", "inReplyTo", LONGEST_ID * 2);
    }

    boolean typing() {
        JsonNode typing = body.path("typing");
        if (!typing.isBoolean() && !absent(typing)) {
            problem("typing: must be true or false");
        }
        return typing.asBoolean(false);
    }

    @Nullable
    String markRead() {
        JsonNode markRead = body.path("markRead");
        if (absent(markRead)) {
            return null;
        }
        String id = markRead.isTextual() || markRead.isIntegralNumber() ? markRead.asText() : "";
        if (!MESSAGE_ID.matcher(id).matches()) {
            problem("markRead: must be the id of the last message to mark as read, digits as a string");
            return null;
        }
        return id;
    }

    MediaField media() {
        return MediaField.read(body.path("media"), this::problem);
    }

    @Nullable
    Location location() {
        return LocationField.read(body.path("location"), this::problem);
    }

    Priority priority() {
        JsonNode priority = body.path("priority");
        if (absent(priority) || "live".equals(priority.textValue())) {
            return Priority.live;
        }
        if (!"broadcast".equals(priority.textValue())) {
            problem("priority: must be live or broadcast");
        }
        return Priority.broadcast;
    }

    @Nullable
    Instant expiresAt() {
        String text = string(body, "expiresAt", "expiresAt", 100);
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
                problem("expiresAt: the year must be from 0000 to " + LAST_YEAR);
                return null;
            }
            return time.toInstant();
        } catch (DateTimeException e) {
            problem("expiresAt: must be an ISO 8601 time with its offset, such as 2026-01-31T12:00:00Z");
            return null;
        }
    }

    List<QuickReply> quickReplies() {
        List<QuickReply> options = new ArrayList<>();
        for (JsonNode option : list("quickReplies", MOST_QUICK_REPLIES)) {
            String at = "quickReplies[" + options.size() + "]";
            options.add(new QuickReply(
                    label(option, at),
                    string(option, "description", at + ".description", LONGEST_DESCRIPTION),
                    string(option, "metadata", at + ".metadata", LONGEST_METADATA)));
        }
        long described = options.stream().filter(o -> o.description() != null).count();
        if (described != 0 && described != options.size()) {
            problem("quickReplies: either all of them have a description or none has");
        }
        if (options.stream().anyMatch(o -> LINK.matcher(o.label()).find())) {
            problem("quickReplies: a label must not hold a link");
        }
        return options;
    }

    List<Button> buttons() {
        List<Button> buttons = new ArrayList<>();
        for (JsonNode button : list("buttons", MOST_BUTTONS)) {
            String at = "buttons[" + buttons.size() + "]";
            String url = string(button, "url", at + ".url", LONGEST_URL);
            if (url == null || !isWebAddress(url)) {
                problem(at + ".url: must be an http or https address");
            }
            buttons.add(new Button(label(button, at), url == null ? "" : url));
        }
        return buttons;
    }

    private String label(JsonNode parent, String at) {
        String label = string(parent, "label", at + ".label", LONGEST_LABEL);
        if (label == null || label.isBlank()) {
            problem(at + ".label: must be a text of 1 to " + LONGEST_LABEL + " characters");
        }
        return label == null ? "" : label;
    }

    private JsonNode list(String name, int most) {
        JsonNode list = body.path(name);
        if (!list.isArray() && !absent(list)) {
            problem(name + ": must be a list");
        }
        if (list.isArray() && list.size() > most) {
            problem(name + ": " + list.size() + " of at most " + most);
            return body.path("");
        }
        return list.isArray() ? list : body.path("");
    }

    private @Nullable String string(JsonNode parent, String name, String at, int most) {
        JsonNode node = parent.path(name);
        if (absent(node)) {
            return null;
        }
        if (!node.isTextual()) {
            problem(at + ": must be a string");
            return null;
        }
        String text = node.textValue();
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            problem(at + ": " + length + " characters of at most " + most);
            return null;
        }
        if (!isWhole(text)) {
            problem(at + ": holds half of a character (half of a surrogate pair); was a text cut in two?");
        }
        return text;
    }

    /** Whether no character of a text is cut in two. */
    static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static boolean isWebAddress(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && uri.getPort() <= LAST_PORT
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
