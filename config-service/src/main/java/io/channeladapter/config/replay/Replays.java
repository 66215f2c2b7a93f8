package io.channeladapter.config.replay;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.config.history.EventLog;
import io.channeladapter.config.letter.Done;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letter.LetterIds;
import io.channeladapter.config.log.NotReadException;
import java.util.HashMap;
import java.util.Map;

/** Which dead letters of a channel were sent again, as its history tells. Safe for many threads. */
public final class Replays {
    /** Detail of the event that names them. */
    public static final String IDS = "ids";
    /** Detail of the event that counts them. */
    public static final String LETTERS = "letters";

    private final EventLog log;

    /**
     * Letters that were sent again.
     *
     * @param done with when and by whom last
     * @param whole whether these are all; else the oldest entries of the history were not looked at
     */
    public record Known(Map<LetterId, Done> done, boolean whole) {
        public Known {
            done = Map.copyOf(done);
        }
    }

    public Replays(EventLog log) {
        this.log = log;
    }

    /**
     * Those that the history names.
     *
     * @throws NotReadException where the history cannot be read now
     */
    public Known of(Channel channel) throws NotReadException, InterruptedException {
        Map<LetterId, Done> done = new HashMap<>();
        EventLog.Found found = log.read(channel.streamId(), channel.createdAt());
        for (ChannelEvent event : found.events()) {
            if (event.type() == ChannelEvent.Type.LETTERS_REPLAYED) {
                LetterIds.read(event.details().getOrDefault(IDS, ""))
                        .forEach(id -> done.put(id, new Done(event.at(), event.actor())));
            }
        }
        return new Known(done, found.whole());
    }
}
