package io.channeladapter.config.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What someone may do, each role all that the one before it may. */
public enum Role {
    /** Look. */
    @JsonProperty("viewer")
    VIEWER,
    /** Create, change and delete channels of the bots named. */
    @JsonProperty("owner")
    OWNER,
    /** Everything, for every bot, and what concerns the whole service. */
    @JsonProperty("admin")
    ADMIN;

    /** As files, commands and claims write it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
