package io.channeladapter.sandbox.simulator.world;

import java.util.Arrays;
import java.util.Optional;

/** What a token may do, as Twitter words it in the {@code x-access-level} header. */
public enum AccessLevel {
    READ("read"),
    READ_WRITE("read-write"),
    READ_WRITE_DIRECT_MESSAGES("read-write-directmessages");

    private final String header;

    AccessLevel(String header) {
        this.header = header;
    }

    /** The value of {@code x-access-level}. */
    public String header() {
        return header;
    }

    /** The level with this header value, if there is one. */
    public static Optional<AccessLevel> ofHeader(String value) {
        return Arrays.stream(values())
                .filter(level -> level.header.equals(value))
                .findFirst();
    }
}
