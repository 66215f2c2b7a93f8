package io.channeladapter.config.decide;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.Condition;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.Health.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that can be wrong with a channel, the worst first. What to say of it is in {@link HealthWords}. */
public enum Cause {
    CREDENTIALS_REFUSED("credentials-refused", Level.BROKEN, null),
    PERMISSION_MISSING("permission-missing", Level.BROKEN, null),
    ACCOUNT_RESTRICTED("account-restricted", Level.BROKEN, null),
    ACCOUNT_REVOKED("account-revoked", Level.BROKEN, null),
    WEBHOOK_INVALID("webhook-invalid", Level.BROKEN, null),
    SUBSCRIPTION_MISSING("subscription-missing", Level.BROKEN, null),
    BAD_SIGNATURES("bad-signatures", Level.DEGRADED, Duration.ofMinutes(10)),
    QUOTA_NEARLY_SPENT("quota-nearly-spent", Level.DEGRADED, Duration.ofDays(1)),
    MESSAGES_UNREADABLE("messages-unreadable", Level.DEGRADED, Duration.ofDays(2)),
    SENDING_PAUSED("sending-paused", Level.DEGRADED, null),
    SILENT("silent", Level.DEGRADED, null),
    EVENTS_MISSED("events-missed", Level.DEGRADED, Duration.ofDays(3));

    private final String code;
    private final Level level;
    private final @Nullable Duration lasts;

    Cause(String code, Level level, @Nullable Duration lasts) {
        this.code = code;
        this.level = level;
        this.lasts = lasts;
    }

    /** The stable code of it. */
    public String code() {
        return code;
    }

    /** How bad it is. */
    public Level level() {
        return level;
    }

    /** How long after it was noticed last it is over, where the signal does not say; empty where something must tell. */
    Optional<Duration> lasts() {
        return Optional.ofNullable(lasts);
    }

    /** The cause of this code; empty for one that this version does not know. */
    public static Optional<Cause> of(String code) {
        return Arrays.stream(values()).filter(cause -> cause.code.equals(code)).findFirst();
    }

    /** Whether a channel of this health has it. */
    public boolean isIn(Health health) {
        List<Condition> conditions = health.conditions();
        return conditions != null && conditions.stream().anyMatch(condition -> isOf(condition, this));
    }

    static boolean isOf(Condition condition, Cause... causes) {
        return Arrays.stream(causes).anyMatch(cause -> cause.code.equals(condition.cause()));
    }

    /** What a signal of this kind says is wrong; empty where it says something else. */
    static Optional<Cause> of(ChannelSignal.Kind kind) {
        return switch (kind) {
            case CREDENTIALS_REFUSED -> Optional.of(CREDENTIALS_REFUSED);
            case PERMISSION_MISSING -> Optional.of(PERMISSION_MISSING);
            case ACCOUNT_RESTRICTED -> Optional.of(ACCOUNT_RESTRICTED);
            case ACCOUNT_REVOKED -> Optional.of(ACCOUNT_REVOKED);
            case BAD_SIGNATURES -> Optional.of(BAD_SIGNATURES);
            case QUOTA_NEARLY_SPENT -> Optional.of(QUOTA_NEARLY_SPENT);
            case MESSAGES_UNREADABLE -> Optional.of(MESSAGES_UNREADABLE);
            case SILENT -> Optional.of(SILENT);
            case EVENTS_MISSED -> Optional.of(EVENTS_MISSED);
            case SENDING_PAUSED -> Optional.of(SENDING_PAUSED);
            case SENDING_WORKS,
                    SENDING_RELEASED,
                    EVENT_SEEN,
                    ANSWER_SENT,
                    EXAMINED,
                    REPLAY_ASKED,
                    REPLAY_REFUSED,
                    REPLAY_ENDED -> Optional.empty();
        };
    }
}
