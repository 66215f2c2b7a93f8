package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the replies that wait behind one of their conversation that failed. */
public enum AfterFailure {
    /** They are sent: each stands for itself. */
    @JsonProperty("go-on")
    GO_ON,
    /** They fail too: without the earlier one they would make no sense. */
    @JsonProperty("stop")
    STOP;

    /** The name in JSON. */
    public String wire() {
        return switch (this) {
            case GO_ON -> "go-on";
            case STOP -> "stop";
        };
    }
}
