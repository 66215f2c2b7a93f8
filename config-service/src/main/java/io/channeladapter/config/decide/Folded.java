package io.channeladapter.config.decide;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;

/** What comes of a signal. */
public sealed interface Folded {
    /**
     * The channel's health changes.
     *
     * @param next its next version
     * @param event what happened
     */
    record Changed(Channel next, ChannelEvent event) implements Folded {}

    /**
     * Something is known later or more exactly, which is no news to anyone.
     *
     * @param next the same version with what is known now
     */
    record Noted(Channel next) implements Folded {}

    /** The signal says nothing that is not known already, or nothing that still holds. */
    record Unchanged() implements Folded {}
}
