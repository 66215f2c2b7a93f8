package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The generation of Twitter's API that a channel is connected by. */
public enum ApiGeneration {
    /** Account Activity API, v1.1 premium; needs the dev environment label. */
    ACCOUNT_ACTIVITY_V1("account-activity-v1"),
    /** Account Activity API, v2; has no dev environments. */
    ACCOUNT_ACTIVITY_V2("account-activity-v2");

    private final String wire;

    ApiGeneration(String wire) {
        this.wire = wire;
    }

    /** The generation of this name; empty for a name that is none. */
    public static Optional<ApiGeneration> read(String wire) {
        return Arrays.stream(values()).filter(g -> g.wire.equals(wire)).findFirst();
    }

    /** Like {@link #read}, for JSON of our own. */
    @JsonCreator
    public static ApiGeneration of(String wire) {
        return read(wire).orElseThrow(() -> new IllegalArgumentException("an API generation is one of " + allowed()));
    }

    /** All names, for messages. */
    public static String allowed() {
        return Arrays.stream(values()).map(ApiGeneration::wire).collect(Collectors.joining(", "));
    }

    /** Whether a channel of it needs the label of a dev environment. */
    public boolean needsEnvironment() {
        return switch (this) {
            case ACCOUNT_ACTIVITY_V1 -> true;
            case ACCOUNT_ACTIVITY_V2 -> false;
        };
    }

    /** Whether a message by it may carry quick replies and buttons. */
    public boolean takesButtons() {
        return switch (this) {
            case ACCOUNT_ACTIVITY_V1 -> true;
            case ACCOUNT_ACTIVITY_V2 -> false;
        };
    }

    /** Whether Twitter sends again, when asked, what could not be taken. */
    public boolean replays() {
        return switch (this) {
            case ACCOUNT_ACTIVITY_V1 -> false;
            case ACCOUNT_ACTIVITY_V2 -> true;
        };
    }

    /** The name in JSON. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
