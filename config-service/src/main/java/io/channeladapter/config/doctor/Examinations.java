package io.channeladapter.config.doctor;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Examinations as people ask for them. Each spends some of the channel's own limits at Twitter, so a channel is examined
 * by one at a time, and for those who only look once a minute: in between they are told what was found last. Who may
 * change the channel could spend its limits anyway and wants to see at once what a repair did, and has it examined each
 * time. Each instance counts for itself. Safe for many threads.
 */
public final class Examinations {
    static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 1_000;

    private final Doctor doctor;
    private final InstantSource clock;
    private final Map<StreamId, Last> lasts = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, Last> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    public Examinations(Doctor doctor, InstantSource clock) {
        this.doctor = doctor;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param examination all that was looked at
     * @param at when it was done
     */
    public record Examined(Examination examination, Instant at) {}

    private static final class Last {
        private @Nullable Examined examined;
    }

    /**
     * Examines the channel, or tells what was found less than a minute ago; waits while another examines it.
     *
     * @param changes whether the one who asks may change the channel
     */
    public Examined examine(Channel channel, boolean changes, Watcher watcher) {
        Last last = of(channel.streamId());
        synchronized (last) {
            Examined before = last.examined;
            if (!changes
                    && before != null
                    && clock.instant().isBefore(before.at().plus(PAUSE))) {
                before.examination().findings().forEach(watcher::ended);
                return before;
            }
            Examined examined = new Examined(doctor.examine(channel, watcher), clock.instant());
            last.examined = examined;
            return examined;
        }
    }

    private synchronized Last of(StreamId streamId) {
        return lasts.computeIfAbsent(streamId, _ -> new Last());
    }
}
