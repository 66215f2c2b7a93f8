package io.channeladapter.egress.topology;

import org.jspecify.annotations.Nullable;

/** Bytes and the topic that they go to. */
final class Parcel {
    private final String topic;
    private final byte @Nullable [] bytes;

    Parcel(String topic, byte @Nullable [] bytes) {
        this.topic = topic;
        this.bytes = bytes;
    }

    String topic() {
        return topic;
    }

    byte @Nullable [] bytes() {
        return bytes;
    }
}
