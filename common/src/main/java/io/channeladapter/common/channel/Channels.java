package io.channeladapter.common.channel;

import java.util.Optional;

/** Lookup of channels by streamid, from memory. Safe for many threads. */
public interface Channels {
    /** The channel as last seen; empty where there is none or it was deleted. */
    Optional<Channel> find(StreamId streamId);
}
