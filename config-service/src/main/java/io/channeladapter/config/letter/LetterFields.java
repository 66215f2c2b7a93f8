package io.channeladapter.config.letter;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.config.log.EnteredTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What someone entered to find dead letters; null and empty text stand for nothing.
 *
 * @param channel a streamid
 * @param reason a code
 * @param origin name of a topic
 * @param service name of a service
 * @param from a day, a day with a time, or ISO 8601 with an offset; without one in UTC
 * @param to as {@code from}; a day is meant to its end
 * @param cursor what the page before named as next
 */
public record LetterFields(
        @Nullable String channel,
        @Nullable String reason,
        @Nullable String origin,
        @Nullable String service,
        @Nullable String from,
        @Nullable String to,
        @Nullable String cursor) {
    /** How many are told where no one says how many. */
    public static final int USUAL = 50;

    /** The topic keeps no longer. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,100}");
    private static final Pattern TOPIC = Pattern.compile("[a-z0-9.-]{1,100}");

    /** What is wrong with each field that is; empty where all can be looked for. */
    public Map<String, String> wrong() {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (given(channel).filter(text -> !StreamId.isValid(text)).isPresent()) {
            wrong.put("channel", "must be a streamid: st- and a lower-case UUID");
        }
        if (given(reason).filter(text -> !CODE.matcher(text).matches()).isPresent()) {
            wrong.put("reason", "must be a code such as channel-disabled");
        }
        if (given(origin).filter(text -> !TOPIC.matcher(text).matches()).isPresent()) {
            wrong.put("origin", "must be the name of a topic, such as twitter.webhooks");
        }
        if (given(service).filter(text -> !CODE.matcher(text).matches()).isPresent()) {
            wrong.put("service", "must be the name of a service, such as bot-router");
        }
        if (given(from).isPresent() && EnteredTime.read(from, false).isEmpty()) {
            wrong.put("from", EnteredTime.EXPECTED);
        }
        if (given(to).isPresent() && EnteredTime.read(to, true).isEmpty()) {
            wrong.put("to", EnteredTime.EXPECTED);
        }
        if (given(cursor).isPresent() && given(cursor).flatMap(LetterMark::read).isEmpty()) {
            wrong.put("cursor", "must be next of the page before, as it was");
        }
        return wrong;
    }

    /** The search, as far back as the topic keeps where no one says. Only where nothing is wrong. */
    public LetterSearch search(Instant now, int limit) {
        Instant end = EnteredTime.read(to, true).orElse(null);
        return new LetterSearch(
                given(channel).map(StreamId::new).orElse(null),
                given(reason).orElse(null),
                given(origin).orElse(null),
                given(service).orElse(null),
                EnteredTime.read(from, false).orElseGet(() -> now.minus(KEPT)),
                end,
                given(cursor).flatMap(LetterMark::read).orElse(null),
                limit);
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(t -> !t.isEmpty());
    }
}
