package io.channeladapter.config.letter;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.topic.Topics;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its bytes.
 *
 * @param id its name
 * @param key of the record as it was: a streamid, a conversation, or whatever a bot wrote; empty for none
 * @param reason stable code
 * @param detail one sentence, with ids alone
 * @param origin where the record came from
 * @param service who gave it up
 * @param at when
 * @param bytes size of what was kept of the value; null where nothing was
 * @param replayOf the dead letter that this one was before it was sent again and failed again; null for none
 */
public record Letter(
        LetterId id,
        String key,
        String reason,
        String detail,
        Origin origin,
        String service,
        Instant at,
        @Nullable Integer bytes,
        @Nullable LetterId replayOf) {

    /**
     * Where a record came from.
     *
     * @param topic empty where it came from none
     * @param partition -1 where it came from none
     * @param offset -1 where it came from none
     */
    public record Origin(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic.isEmpty() ? "nowhere" : topic + "-" + partition + "-" + offset;
        }
    }

    /** The channel that its key names, whether it is there or not; empty where it names none. */
    public Optional<StreamId> streamId() {
        int colon = key.indexOf(':');
        String text = colon < 0 ? key : key.substring(0, colon);
        return StreamId.isValid(text) ? Optional.of(new StreamId(text)) : Optional.empty();
    }

    /** The bot that wrote it, whatever channel the bot named in its key; empty where none did. */
    public Optional<BotId> writer() {
        return Topics.botOfReplies(origin.topic());
    }

    /** Whether Twitter sent it. */
    public boolean isWebhook() {
        return origin.topic().equals(Topics.WEBHOOKS.name());
    }

    /** Where it stands in a list. */
    public LetterMark mark() {
        return new LetterMark(at, id);
    }

    /** When it is looked at where several are sent again. */
    public Turn turn() {
        return new Turn(isWebhook(), id);
    }
}
