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

    public Replays(EventLog log) {
        this.log = log;
    }

    /**
     * All of them, with when and by whom last.
     *
     * @throws NotReadException where the history cannot be read now
     */
    public Map<LetterId, Done> of(Channel channel) throws NotReadException, InterruptedException {
        Map<LetterId, Done> done = new HashMap<>();
        for (ChannelEvent event :
                log.read(channel.streamId(), channel.createdAt()).events()) {
            if (event.type() == ChannelEvent.Type.LETTERS_REPLAYED) {
                LetterIds.read(event.details().getOrDefault(IDS, ""))
                        .forEach(id -> done.put(id, new Done(event.at(), event.actor())));
            }
        }
        return done;
    }
}
