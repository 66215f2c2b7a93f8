package io.channeladapter.egress.tell;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.EventType;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.spend.Spending;
import io.channeladapter.egress.throttle.Room;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a bot when a limit is used to 75, 90 and 100 percent, once each, and when it has begun anew after that. What was
 * told is remembered as long as the task runs; a new task tells the level once more, under the same id while the window
 * is the same. One thread: the task's.
 */
public final class QuotaNews {
    private static final int BEGUN_ANEW = 50;
    private static final List<Integer> LEVELS = List.of(100, 90, 75);

    private final Lanes lanes;
    private final Journal journal;
    private final ChannelGate gate;
    private final Spending spending;
    private final Map<StreamId, Map<Scope, Integer>> told = new HashMap<>();

    public QuotaNews(Lanes lanes, Journal journal, ChannelGate gate, Spending spending) {
        this.lanes = lanes;
        this.journal = journal;
        this.gate = gate;
        this.spending = spending;
    }

    /** Something was spent. */
    public void look(ChannelLanes channel, Instant now) {
        BotId bot = gate.find(channel.streamId()).map(Channel::botId).orElse(null);
        if (bot == null) {
            return;
        }
        for (Room room : spending.strictest(channel, now)) {
            Map<Scope, Integer> levels = told.getOrDefault(channel.streamId(), Map.of());
            int before = levels.getOrDefault(room.scope(), 0);
            int used = used(room);
            int level = LEVELS.stream().filter(l -> used >= l).findFirst().orElse(0);
            if (level > before || (before > 0 && used < BEGUN_ANEW)) {
                tell(channel, bot, room, level, now);
            }
        }
    }

    /** Time has passed: windows may have begun anew. */
    public void lookAtAll(Instant now) {
        for (StreamId streamId : List.copyOf(told.keySet())) {
            ChannelLanes channel = lanes.find(streamId);
            if (channel != null) {
                look(channel, now);
            }
        }
    }

    /** The channel was deleted. */
    public void forget(StreamId streamId) {
        told.remove(streamId);
    }

    private void tell(ChannelLanes channel, BotId bot, Room room, int level, Instant now) {
        StreamId streamId = channel.streamId();
        Map<Scope, Integer> levels = told.computeIfAbsent(streamId, id -> new EnumMap<>(Scope.class));
        if (level == 0) {
            levels.remove(room.scope());
        } else {
            levels.put(room.scope(), level);
        }
        if (levels.isEmpty()) {
            told.remove(streamId);
        }
        String scope = Spending.wire(room.scope());
        Instant of = room.resetAt() == null ? now : room.resetAt();
        long window = of.getEpochSecond() / room.window().toSeconds();
        journal.tell(new BotEvent(
                streamId + "/quota.state/" + scope + "/" + window + "/" + level,
                EventType.QUOTA_STATE,
                streamId,
                bot,
                null,
                now,
                new EventData.QuotaState(
                        streamId, bot, scope, room.limit(), room.free(), room.resetAt(), level, channel.depth(), now),
                null));
    }

    private static int used(Room room) {
        long left = Math.max(0, room.left());
        return room.limit() == 0 ? 100 : (int) ((room.limit() - left) * 100 / room.limit());
    }
}
