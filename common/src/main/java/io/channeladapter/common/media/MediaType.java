package io.channeladapter.common.media;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is attached to a message. */
public enum MediaType {
    PHOTO,
    VIDEO,
    ANIMATED_GIF;

    /** Twitter's word for it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of Twitter's word; empty for one that is not known. */
    public static Optional<MediaType> of(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire().equals(wire)).findFirst();
    }
}
