package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How well a channel does, beside its status.
 *
 * @param level how bad it is
 * @param cause stable code of what is wrong, such as {@code credentials-refused}; null when healthy
 * @param detail what happened and what to do, for a person; null when healthy
 * @param since when this level was reached
 */
public record Health(
        Level level, @Nullable String cause, @Nullable String detail, Instant since) {
    /** How bad it is. */
    public enum Level {
        /** All well. */
        @JsonProperty("healthy")
        HEALTHY,
        /** Something is wrong, messages still flow. */
        @JsonProperty("degraded")
        DEGRADED,
        /** Messages do not flow until someone acts. */
        @JsonProperty("broken")
        BROKEN
    }

    /** All well, since then. */
    public static Health healthy(Instant since) {
        return new Health(Level.HEALTHY, null, null, since);
    }
}
