package io.channeladapter.router.route;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets a signal through that says nothing new at most every five minutes. Remembers the last {@value #MOST} that it let
 * through; what it forgot, or lost by a restart, is only told once more. One thread.
 */
public final class LifeSigns {
    static final int MOST = 50_000;
    static final Duration EVERY = Duration.ofMinutes(5);

    private final Map<Sign, Instant> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Sign, Instant> eldest) {
            return size() > MOST;
        }
    };

    private record Sign(StreamId streamId, ChannelSignal.Kind kind) {}

    /** Whether to tell it. */
    public boolean tell(ChannelSignal signal) {
        return switch (signal.kind()) {
            case EVENT_SEEN, MESSAGES_UNREADABLE -> isNew(new Sign(signal.streamId(), signal.kind()), signal.at());
            case CREDENTIALS_REFUSED,
                    PERMISSION_MISSING,
                    ACCOUNT_RESTRICTED,
                    ACCOUNT_REVOKED,
                    BAD_SIGNATURES,
                    QUOTA_NEARLY_SPENT,
                    SILENT,
                    SENDING_WORKS,
                    SENDING_PAUSED,
                    SENDING_RELEASED,
                    ANSWER_SENT,
                    EXAMINED,
                    EVENTS_MISSED,
                    REPLAY_ASKED,
                    REPLAY_REFUSED,
                    REPLAY_ENDED -> true;
        };
    }

    private boolean isNew(Sign sign, Instant at) {
        Instant last = told.get(sign);
        if (last != null && at.isBefore(last.plus(EVERY))) {
            return false;
        }
        told.put(sign, at);
        return true;
    }
}
