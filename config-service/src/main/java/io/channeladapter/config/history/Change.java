package io.channeladapter.config.history;

import io.channeladapter.common.channel.ChannelEvent;
import java.time.Instant;
import java.util.Map;

/**
 * One change of a channel, as people read it.
 *
 * @param version the channel's version after it
 * @param type what happened
 * @param at when
 * @param actor who did it: a name from sign-in, or {@code adapter}
 * @param text what happened, in one or a few sentences
 * @param details the same for machines; never a secret
 */
public record Change(
        long version, ChannelEvent.Type type, Instant at, String actor, String text, Map<String, String> details) {
    public Change {
        details = Map.copyOf(details);
    }

    /** The change that this event tells of. */
    static Change of(ChannelEvent event) {
        return new Change(event.version(), event.type(), event.at(), event.actor(), Words.of(event), event.details());
    }

    /** Whether a person did it, not the adapter by itself. */
    public boolean byPerson() {
        return !actor.equals("adapter");
    }
}
