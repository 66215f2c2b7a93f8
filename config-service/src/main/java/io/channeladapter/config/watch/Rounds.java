package io.channeladapter.config.watch;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Vitals;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When which channel is looked at. Pure.
 *
 * <p>Every channel has its own place in the interval, by its streamid, so that many channels are spread evenly over it,
 * whenever and by whichever instance they were looked at before.
 */
final class Rounds {
    private final Duration interval;

    Rounds(Duration interval) {
        this.interval = interval;
    }

    /**
     * Whether it is this channel's turn.
     *
     * @param lastBegun when this instance last began to look at it; null where it has not
     */
    boolean isDue(Channel channel, @Nullable Instant lastBegun, Instant now) {
        if (channel.status() != ChannelStatus.ENABLED) {
            return false;
        }
        Instant last = later(lastBegun, examinedAt(channel));
        return last == null || last.isBefore(turn(channel, now));
    }

    /** The begin of the channel's present turn. */
    Instant turn(Channel channel, Instant now) {
        long length = interval.toMillis();
        long place = Math.floorMod((channel.streamId().value().hashCode() * 0x9E3779B97F4A7C15L) >>> 16, length);
        return now.minusMillis(Math.floorMod(now.toEpochMilli() - place, length));
    }

    /** Whether something is noted of the channel that is over by its time. */
    static boolean hasExpired(Channel channel, Instant now) {
        return channel.health().conditions().stream().anyMatch(condition -> {
            Instant until = condition.until();
            return until != null && !until.isAfter(now);
        });
    }

    private static @Nullable Instant examinedAt(Channel channel) {
        Vitals vitals = channel.vitals();
        return vitals == null ? null : vitals.examinedAt();
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isAfter(a)) ? b : a;
    }
}
