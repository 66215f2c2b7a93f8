package io.channeladapter.config.history;

import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.config.log.NotReadException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every change of a channel: who, when, what. Read when it is asked for. Safe for many threads. */
public final class History {
    /** How many changes a page has at most. */
    public static final int MOST = 200;

    private final EventLog log;

    public History(EventLog log) {
        this.log = log;
    }

    /**
     * Some changes of a channel.
     *
     * @param changes the newest first
     * @param next pass it as {@code before} for the changes before these; null where there are none
     * @param whole whether all changes were looked at; else the oldest could not be reached
     */
    public record Page(List<Change> changes, @Nullable Long next, boolean whole) {
        public Page {
            changes = List.copyOf(changes);
        }
    }

    /**
     * The last changes of a channel, also of one that was deleted.
     *
     * @param createdAt when the channel was created; {@link Instant#EPOCH} where that is not known
     * @param before only changes that led to an earlier version; null for all
     * @param limit 1 to {@link #MOST}
     * @throws NotReadException where the events cannot be read now
     */
    public Page page(StreamId streamId, Instant createdAt, @Nullable Long before, int limit)
            throws NotReadException, InterruptedException {
        EventLog.Found found = log.read(streamId, createdAt);
        List<Change> all = newestFirst(found.events());
        List<Change> wanted = all.stream()
                .filter(change -> before == null || change.version() < before)
                .limit(limit + 1L)
                .toList();
        if (wanted.size() <= limit) {
            return new Page(wanted, null, found.whole());
        }
        return new Page(wanted.subList(0, limit), wanted.get(limit - 1).version(), found.whole());
    }

    /**
     * What happened after a version, the oldest first: what someone missed who saw that version last.
     *
     * @param createdAt when the channel was created
     * @throws NotReadException where the events cannot be read now
     */
    public List<Change> since(StreamId streamId, Instant createdAt, long version)
            throws NotReadException, InterruptedException {
        List<Change> changes =
                new ArrayList<>(newestFirst(log.read(streamId, createdAt).events()));
        changes.removeIf(change -> change.version() <= version);
        return changes.reversed();
    }

    // A change is recorded once; should a version ever stand there twice, the last one was the one that counted.
    private static List<Change> newestFirst(List<ChannelEvent> events) {
        Map<Long, Change> byVersion = new TreeMap<>(Comparator.reverseOrder());
        events.forEach(event -> byVersion.put(event.version(), Change.of(event)));
        return List.copyOf(byVersion.values());
    }
}
