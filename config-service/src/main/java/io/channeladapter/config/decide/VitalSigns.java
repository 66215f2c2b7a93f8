package io.channeladapter.config.decide;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Examined;
import io.channeladapter.common.channel.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Vitals after a signal. Pure. */
final class VitalSigns {
    private VitalSigns() {}

    static @Nullable Vitals after(@Nullable Vitals before, ChannelSignal signal) {
        Vitals known = Objects.requireNonNullElse(before, Vitals.NONE);
        return switch (signal.kind()) {
            case EVENT_SEEN -> eventSeen(before, known, signal.at());
            case ANSWER_SENT -> isLater(signal.at(), known.lastAnswerAt()) ? answered(known, signal.at()) : before;
            case EXAMINED -> examined(before, known, signal);
            case CREDENTIALS_REFUSED,
                    PERMISSION_MISSING,
                    ACCOUNT_RESTRICTED,
                    ACCOUNT_REVOKED,
                    BAD_SIGNATURES,
                    QUOTA_NEARLY_SPENT,
                    MESSAGES_UNREADABLE,
                    SILENT,
                    SENDING_WORKS,
                    SENDING_PAUSED,
                    SENDING_RELEASED,
                    EVENTS_MISSED,
                    REPLAY_ASKED,
                    REPLAY_REFUSED,
                    REPLAY_ENDED -> before;
        };
    }

    private static @Nullable Vitals eventSeen(@Nullable Vitals before, Vitals known, Instant at) {
        Instant last = known.lastEventAt();
        if (!isLater(at, last)) {
            return before;
        }
        Duration longest =
                last == null ? known.longestQuiet() : Quiet.learn(known.longestQuiet(), Duration.between(last, at));
        return new Vitals(
                at,
                known.lastAnswerAt(),
                longest,
                known.eventsSeen() + 1,
                known.examinedAt(),
                known.credentialsAlive(),
                known.webhookValid(),
                known.subscribed(),
                known.webhookValidAt(),
                known.refetch());
    }

    private static Vitals answered(Vitals known, Instant at) {
        return new Vitals(
                known.lastEventAt(),
                at,
                known.longestQuiet(),
                known.eventsSeen(),
                known.examinedAt(),
                known.credentialsAlive(),
                known.webhookValid(),
                known.subscribed(),
                known.webhookValidAt(),
                known.refetch());
    }

    // A look by which nothing could be told leaves what was told by the last one.
    private static @Nullable Vitals examined(@Nullable Vitals before, Vitals known, ChannelSignal signal) {
        Examined found = signal.examined();
        if (found == null || found.toldNothing() || !isLater(signal.at(), known.examinedAt())) {
            return before;
        }
        return new Vitals(
                known.lastEventAt(),
                known.lastAnswerAt(),
                known.longestQuiet(),
                known.eventsSeen(),
                signal.at(),
                found.credentialsAlive(),
                found.webhookValid(),
                found.subscribed(),
                Boolean.TRUE.equals(found.webhookValid()) ? signal.at() : known.webhookValidAt(),
                known.refetch());
    }

    private static boolean isLater(Instant at, @Nullable Instant known) {
        return known == null || at.isAfter(known);
    }
}
