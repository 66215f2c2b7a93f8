package io.channeladapter.egress.tell;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells that a channel's messages are taken, at most every five minutes, and that a limit of a day is nearly used up,
 * once in each window. What it has told it remembers as long as the task runs, one entry for each channel and limit; a
 * new task tells it once more. One thread: the task's.
 */
public final class LifeSigns {
    static final Duration EVERY = Duration.ofMinutes(5);
    /** Twitter gives a window's end in seconds, and not always the same. */
    private static final Duration SAME_WINDOW = Duration.ofHours(1);

    private final Consumer<ChannelSignal> signals;
    private final Map<StreamId, Instant> answered = new HashMap<>();
    private final Map<Limit, Instant> nearlySpent = new HashMap<>();

    private record Limit(StreamId streamId, Scope scope) {}

    public LifeSigns(Consumer<ChannelSignal> signals) {
        this.signals = signals;
    }

    /** Twitter took a message. */
    public void sent(StreamId streamId, Instant now) {
        Instant last = answered.get(streamId);
        if (last == null || !now.isBefore(last.plus(EVERY))) {
            answered.put(streamId, now);
            signals.accept(new ChannelSignal(
                    streamId, Kind.ANSWER_SENT, Journal.SERVICE, now, "Twitter took a message.", null, null));
        }
    }

    /** An answer told about limits. */
    public void limits(StreamId streamId, RateLimits told, Instant now) {
        for (Window window : told.windows()) {
            boolean low = isOfDay(window.scope())
                    && window.remaining() * 10 < window.limit()
                    && window.reset().isAfter(now);
            Limit limit = new Limit(streamId, window.scope());
            Instant before = nearlySpent.get(limit);
            if (low && (before == null || window.reset().isAfter(before.plus(SAME_WINDOW)))) {
                nearlySpent.put(limit, window.reset());
                signals.accept(nearlySpent(streamId, window, now));
            }
        }
    }

    private static boolean isOfDay(Scope scope) {
        return switch (scope) {
            case ENDPOINT -> false;
            case USER_DAY, APP_DAY -> true;
        };
    }

    private static ChannelSignal nearlySpent(StreamId streamId, Window window, Instant now) {
        String whose = window.scope() == Scope.APP_DAY ? "the app" : "the account";
        return new ChannelSignal(
                streamId,
                Kind.QUOTA_NEARLY_SPENT,
                Journal.SERVICE,
                now,
                "Of the " + window.limit() + " messages that Twitter lets " + whose + " send in a day, "
                        + window.remaining() + " were left. The limit begins anew at " + window.reset() + ".",
                window.reset(),
                null);
    }
}
