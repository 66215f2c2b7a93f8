package io.channeladapter.config.decide;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Examined;
import io.channeladapter.common.channel.Condition;
import io.channeladapter.common.channel.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a channel, as one signal changes it. One thread.
 *
 * <p>A signal takes away only what was last noticed before it, so that an answer which was long under way does not
 * contradict a later one.
 */
final class Conditions {
    /** How much newer a repeated signal must be to be worth a write. */
    static final Duration REFRESH = Duration.ofMinutes(4);

    private final ChannelSignal signal;
    private final List<Condition> present;
    private final List<Condition> raised = new ArrayList<>();
    private final List<Condition> cleared = new ArrayList<>();
    private final List<Condition> expired = new ArrayList<>();
    private boolean refreshed;

    Conditions(Health health, ChannelSignal signal) {
        this.signal = signal;
        this.present = new ArrayList<>(known(health));
        expire();
        switch (signal.kind()) {
            case CREDENTIALS_REFUSED,
                    PERMISSION_MISSING,
                    ACCOUNT_RESTRICTED,
                    ACCOUNT_REVOKED,
                    BAD_SIGNATURES,
                    QUOTA_NEARLY_SPENT,
                    MESSAGES_UNREADABLE,
                    SILENT,
                    SENDING_PAUSED,
                    EVENTS_MISSED -> raise(Cause.of(signal.kind()).orElseThrow(), signal.detail());
            case SENDING_WORKS, ANSWER_SENT ->
                clear(
                        Cause.CREDENTIALS_REFUSED,
                        Cause.PERMISSION_MISSING,
                        Cause.ACCOUNT_RESTRICTED,
                        Cause.ACCOUNT_REVOKED);
            case SENDING_RELEASED -> clear(Cause.SENDING_PAUSED);
            case EVENT_SEEN -> clear(Cause.SILENT);
            case EXAMINED -> examined(signal.examined());
            case REPLAY_ASKED, REPLAY_REFUSED, REPLAY_ENDED -> {}
        }
        present.sort(Comparator.comparing(Condition::level).reversed().thenComparing(Condition::since));
    }

    /** All that is wrong, the worst first. */
    List<Condition> present() {
        return present;
    }

    /** What was not wrong before. */
    List<Condition> raised() {
        return raised;
    }

    /** What the signal took away. */
    List<Condition> cleared() {
        return cleared;
    }

    /** What is over by itself. */
    List<Condition> expired() {
        return expired;
    }

    /** Whether something that was known was noticed again, long enough after the last time. */
    boolean refreshed() {
        return refreshed;
    }

    // States of before there were conditions name one cause alone.
    private static List<Condition> known(Health health) {
        String cause = health.cause();
        if (!health.conditions().isEmpty() || cause == null) {
            return health.conditions();
        }
        return List.of(new Condition(
                cause,
                health.level(),
                Objects.requireNonNullElse(
                        health.detail(), HealthWords.of(cause).happened()),
                health.since(),
                health.since(),
                Cause.of(cause).flatMap(Cause::lasts).map(health.since()::plus).orElse(null),
                FoldSignal.ACTOR));
    }

    private void expire() {
        for (Condition condition : List.copyOf(present)) {
            Instant until = condition.until();
            if (until != null && !until.isAfter(signal.at())) {
                present.remove(condition);
                expired.add(condition);
            }
        }
    }

    private void examined(@Nullable Examined found) {
        if (found == null) {
            return;
        }
        tell(found.credentialsAlive(), Cause.CREDENTIALS_REFUSED, found);
        tell(found.webhookValid(), Cause.WEBHOOK_INVALID, found);
        tell(found.subscribed(), Cause.SUBSCRIPTION_MISSING, found);
        if (Boolean.TRUE.equals(found.credentialsAlive()) && Boolean.TRUE.equals(found.subscribed())) {
            clear(Cause.ACCOUNT_REVOKED);
        }
    }

    private void tell(@Nullable Boolean well, Cause cause, Examined found) {
        if (well == null) {
            return;
        }
        if (well) {
            clear(cause);
        } else {
            // The signal's words are about all that was found; where that is more than one thing each has its own.
            raise(
                    cause,
                    found.troubles() == 1
                            ? signal.detail()
                            : HealthWords.of(cause).happened());
        }
    }

    private void clear(Cause... causes) {
        for (Condition condition : List.copyOf(present)) {
            if (Cause.isOf(condition, causes) && !condition.lastSeenAt().isAfter(signal.at())) {
                present.remove(condition);
                cleared.add(condition);
            }
        }
    }

    private void raise(Cause cause, String detail) {
        Instant until =
                signal.until() == null ? cause.lasts().map(signal.at()::plus).orElse(null) : signal.until();
        if (until != null && !until.isAfter(signal.at())) {
            return; // over before it was told
        }
        Condition known =
                present.stream().filter(c -> Cause.isOf(c, cause)).findFirst().orElse(null);
        if (known != null) {
            refresh(known, detail, until);
            return;
        }
        Condition again =
                expired.stream().filter(c -> Cause.isOf(c, cause)).findFirst().orElse(null);
        Instant since = again == null ? signal.at() : again.since();
        Condition condition =
                new Condition(cause.code(), cause.level(), detail, since, signal.at(), until, signal.service());
        present.add(condition);
        if (again == null) {
            raised.add(condition);
        } else {
            // Nobody was told that it was over, so that it never was.
            expired.remove(again);
            refreshed = true;
        }
    }

    private void refresh(Condition known, String detail, @Nullable Instant until) {
        if (signal.at().isBefore(known.lastSeenAt().plus(REFRESH))) {
            return;
        }
        present.remove(known);
        present.add(new Condition(
                known.cause(), known.level(), detail, known.since(), signal.at(), until, signal.service()));
        refreshed = true;
    }
}
