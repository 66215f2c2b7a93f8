package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a reply of which neither Twitter's answer nor its echo was seen. */
public enum AfterUnclear {
    /** Sent again: rather twice than never. */
    @JsonProperty("resend")
    RESEND,
    /** Reported as failed: rather never than twice. */
    @JsonProperty("report")
    REPORT;

    /** The name in JSON. */
    public String wire() {
        return switch (this) {
            case RESEND -> "resend";
            case REPORT -> "report";
        };
    }
}
