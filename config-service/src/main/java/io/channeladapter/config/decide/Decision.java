package io.channeladapter.config.decide;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.outbox.OutboxCommand;
import org.jspecify.annotations.Nullable;

/** What comes of a command or a signal. */
public sealed interface Decision {
    /**
     * The channel changes.
     *
     * @param next its new state; null where it is deleted
     * @param event what happened
     * @param order what the egress is told to do with the channel's outbox; null for nothing
     */
    record Changed(
            @Nullable Channel next,
            ChannelEvent event,
            @Nullable OutboxCommand order) implements Decision {
        /** A change that concerns no outbox. */
        public Changed(@Nullable Channel next, ChannelEvent event) {
            this(next, event, null);
        }
    }

    /**
     * Something is known of the channel that is no news to anyone.
     *
     * @param next the same version with what is known now
     */
    record Noted(Channel next) implements Decision {}

    /**
     * The channel is as wanted already, or what was noticed says nothing new.
     *
     * @param version the version that stays; 0 where there is no channel
     */
    record Unchanged(long version) implements Decision {}

    /**
     * The command cannot be done.
     *
     * @param code stable code
     * @param detail one sentence for a person: what is wrong and what to do
     */
    record Refused(String code, String detail) implements Decision {}
}
