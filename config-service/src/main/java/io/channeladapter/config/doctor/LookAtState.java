package io.channeladapter.config.doctor;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Condition;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.Vitals;
import io.channeladapter.config.doctor.Doctor.Seen;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at what the adapter itself knows of a channel. Pure. */
final class LookAtState {
    private LookAtState() {}

    /** Whether messages may flow, and by what was entered last. */
    static Seen status(Channel channel) {
        if (channel.pending() != null && channel.status() != ChannelStatus.CONFIGURED) {
            return Seen.wrong("What was entered last is not in use yet; the connection before it still is. Authorize:"
                    + " then the new one takes its place.");
        }
        return switch (channel.status()) {
            case DRAFT, CONFIGURED ->
                Seen.wrong("The channel was never authorized, so that no messages flow. Authorize it.");
            case AUTHORIZED ->
                Seen.wrong("The channel is authorized but not enabled, so that no messages flow. Enable it.");
            case DISABLED -> Seen.wrong("The channel is disabled, so that no messages flow. Enable it.");
            case ENABLED -> Seen.right("The channel is enabled.");
        };
    }

    /** What the services noticed. */
    static Seen health(Channel channel) {
        Health health = channel.health();
        if (health.level() == Health.Level.HEALTHY) {
            return Seen.right("No service noticed anything wrong since " + time(health.since()) + ".");
        }
        List<Condition> conditions = health.conditions() == null ? List.of() : health.conditions();
        String all = conditions.stream()
                .map(one -> one.detail() + " (" + one.cause() + ", since " + time(one.since()) + ", noticed by "
                        + one.noticedBy() + ")")
                .collect(Collectors.joining(" "));
        return Seen.wrong(all.isEmpty() ? String.valueOf(health.detail()) : all);
    }

    /** When messages last came and went; silence alone is no fault. */
    static Seen traffic(Channel channel) {
        Vitals vitals = channel.vitals() == null ? Vitals.NONE : channel.vitals();
        return Seen.right("Last event from Twitter: " + timeOrNever(vitals.lastEventAt())
                + ". Last message that Twitter took: " + timeOrNever(vitals.lastAnswerAt()) + ".");
    }

    private static String timeOrNever(@Nullable Instant time) {
        return time == null ? "none seen yet" : time(time);
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
