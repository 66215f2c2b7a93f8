package io.channeladapter.config.journey;

import io.channeladapter.config.journey.Journey.Answer;
import io.channeladapter.config.journey.Stop.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that was seen of one reply, which becomes the stops of its way. One thread. */
final class ReplySigns {
    /** Reasons for which the check refuses a reply; all others come from Twitter or from sending. */
    private static final Set<String> BY_THE_CHECK =
            Set.of("invalid-reply", "not-your-channel", "unknown-channel", "channel-not-enabled", "channel-disabled");

    private final String replyId;
    private final String userId;
    private Seen.@Nullable Replied replied;
    private Seen.@Nullable Checked checked;
    private Seen.@Nullable Sent sent;
    private Seen.@Nullable Failed failed;
    private Seen.@Nullable Expired expired;
    private Seen.@Nullable Confirmed confirmed;
    private final List<Seen.Deferred> deferred = new ArrayList<>();

    ReplySigns(String replyId, String userId) {
        this.replyId = replyId;
        this.userId = userId;
    }

    String userId() {
        return userId;
    }

    // A reply id that a bot uses again names what is sent once: the first is the one that counted.
    void see(Seen.Replied seen) {
        replied = replied == null ? seen : replied;
    }

    void see(Seen.Checked seen) {
        checked = checked == null ? seen : checked;
    }

    void see(Seen.Deferred seen) {
        deferred.add(seen);
    }

    void see(Seen.Sent seen) {
        sent = seen;
    }

    void see(Seen.Failed seen) {
        failed = failed == null ? seen : failed;
    }

    void see(Seen.Expired seen) {
        expired = seen;
    }

    void see(Seen.Confirmed seen) {
        confirmed = seen;
    }

    /** The event that it says it answers; null where it names none. */
    @Nullable
    String inReplyTo() {
        return replied != null && replied.inReplyTo() != null
                ? replied.inReplyTo()
                : checked == null ? null : checked.inReplyTo();
    }

    /** When it was first seen. */
    Instant at() {
        return Stream.of(
                        replied == null ? null : replied.at(),
                        checked == null ? null : checked.at(),
                        sent == null ? null : sent.at(),
                        failed == null ? null : failed.at(),
                        expired == null ? null : expired.at(),
                        confirmed == null ? null : confirmed.at(),
                        deferred.isEmpty() ? null : deferred.getFirst().at())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** Twitter's id of what was sent; null while nothing was. */
    @Nullable
    String messageId() {
        return sent != null ? sent.messageId() : confirmed != null ? confirmed.messageId() : null;
    }

    /**
     * Its way.
     *
     * @param guessed whether it is only thought to answer the message it is shown with
     * @param echoes Twitter's echoes by the id of the message
     */
    Answer answer(boolean guessed, Map<String, Seen.Echoed> echoes) {
        String text = replied != null && !replied.text().isEmpty()
                ? replied.text()
                : checked != null && !checked.text().isEmpty() ? checked.text() : null;
        return new Answer(replyId, messageId(), text, guessed, stops(echoes));
    }

    private List<Stop> stops(Map<String, Seen.Echoed> echoes) {
        List<Stop> stops = new ArrayList<>();
        stops.add(
                replied == null
                        ? Stop.passed(
                                Kind.ANSWERED, null, "The reply itself was not found among the records looked at.")
                        : Stop.passed(
                                Kind.ANSWERED, replied.at(), replied.place().toString()));
        Seen.Failed refused = failed;
        if (checked == null && refused != null && BY_THE_CHECK.contains(refused.reason())) {
            stops.add(Stop.stopped(Kind.CHECKED, refused.at(), words(refused)));
            return stops;
        }
        if (checked == null && !isBeyondTheCheck()) {
            stops.add(Stop.waiting(Kind.CHECKED, "The router has not read it yet."));
            return stops;
        }
        stops.add(Stop.passed(Kind.CHECKED, checked == null ? null : checked.at(), ""));
        deferred.stream()
                .sorted(Comparator.comparing(Seen.Deferred::at))
                .map(ReplySigns::stop)
                .forEach(stops::add);
        stops.addAll(end(echoes));
        return stops;
    }

    private boolean isBeyondTheCheck() {
        return sent != null || failed != null || expired != null || confirmed != null || !deferred.isEmpty();
    }

    private List<Stop> end(Map<String, Seen.Echoed> echoes) {
        Seen.Failed never = failed;
        Seen.Expired late = expired;
        if (sent == null && confirmed == null) {
            return List.of(
                    never != null
                            ? Stop.stopped(Kind.SENT, never.at(), words(never))
                            : late != null
                                    ? Stop.stopped(
                                            Kind.SENT,
                                            late.at(),
                                            "Expired: the bot wanted it sent before "
                                                    + late.expiresAt().truncatedTo(ChronoUnit.SECONDS) + ".")
                                    : waiting());
        }
        String messageId = Objects.requireNonNullElse(messageId(), "");
        Stop taken = Stop.passed(Kind.SENT, sent == null ? null : sent.at(), "Message " + messageId + ".");
        Seen.Echoed echo = echoes.get(messageId);
        if (confirmed != null) {
            return List.of(taken, Stop.passed(Kind.ECHOED, confirmed.at(), ""));
        }
        return List.of(
                taken,
                echo != null
                        ? Stop.passed(Kind.ECHOED, echo.at(), "")
                        : Stop.waiting(Kind.ECHOED, "Twitter has not reported the message yet."));
    }

    private Stop waiting() {
        if (deferred.isEmpty()) {
            return Stop.waiting(Kind.SENT, "Twitter has not taken it yet.");
        }
        Seen.Deferred last =
                deferred.stream().max(Comparator.comparing(Seen.Deferred::at)).orElseThrow();
        return Stop.waiting(Kind.SENT, last.reason() + ": " + last.detail() + until(last));
    }

    private static String until(Seen.Deferred seen) {
        Instant until = seen.until();
        return until == null ? "" : " Not sent before " + until.truncatedTo(ChronoUnit.SECONDS) + ".";
    }

    private static Stop stop(Seen.Deferred seen) {
        return Stop.passed(Kind.DEFERRED, seen.at(), seen.reason() + ": " + seen.detail() + until(seen));
    }

    private static String words(Seen.Failed seen) {
        return seen.reason() + ": " + seen.detail();
    }
}
