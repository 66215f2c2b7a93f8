package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How well a channel does, beside its status.
 *
 * @param level how bad the worst of it is
 * @param cause stable code of the worst condition, such as {@code credentials-refused}; null when healthy
 * @param detail what happened and what to do, for a person; null when healthy
 * @param since when this level was reached
 * @param conditions all that is wrong, the worst first; empty when healthy
 */
public record Health(
        Level level,
        @Nullable String cause,
        @Nullable String detail,
        Instant since,

        @Nullable @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Condition> conditions) {
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

    public Health {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** All that is wrong, the worst first; never null. */
    @Override
    public List<Condition> conditions() {
        return Objects.requireNonNull(conditions);
    }

    /** All well, since then. */
    public static Health healthy(Instant since) {
        return new Health(Level.HEALTHY, null, null, since, List.of());
    }
}
