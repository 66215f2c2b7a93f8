package io.channeladapter.config.change;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.config.history.Change;
import io.channeladapter.config.history.History;
import io.channeladapter.config.log.NotReadException;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who comes too late what the others have changed. Safe for many threads. */
final class Missed {
    /** So many changes are told, the last ones. */
    static final int MOST = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Missed.class);

    private final History history;

    Missed(History history) {
        this.history = history;
    }

    /**
     * The problem to tell.
     *
     * @param seen the version that the caller saw
     */
    Problem problem(Channel channel, long seen) throws InterruptedException {
        List<Change> changes = since(channel, seen);
        String told = changes.stream()
                .map(change -> " " + change.actor() + " at " + change.at() + ": " + change.text())
                .collect(Collectors.joining());
        return new Problem(
                        412,
                        "stale-version",
                        "The channel has changed since it was read",
                        "The channel is at version " + channel.version() + " by now, not " + seen
                                + ": read it again, then repeat the change."
                                + (told.isEmpty() ? "" : " Since then:" + told))
                .with(changes);
    }

    private List<Change> since(Channel channel, long seen) throws InterruptedException {
        if (seen >= channel.version()) {
            return List.of();
        }
        try {
            List<Change> byPeople = history.since(channel.streamId(), channel.createdAt(), seen).stream()
                    .filter(Change::byPerson)
                    .toList();
            return byPeople.subList(Math.max(0, byPeople.size() - MOST), byPeople.size());
        } catch (NotReadException e) {
            // The refusal stands without it.
            LOG.atWarn()
                    .addKeyValue(LogKeys.STREAMID, channel.streamId())
                    .log("changes since a version could not be read");
            return List.of();
        }
    }
}
