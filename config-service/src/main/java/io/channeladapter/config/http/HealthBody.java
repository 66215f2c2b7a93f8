package io.channeladapter.config.http;

import io.channeladapter.common.channel.Condition;
import io.channeladapter.common.channel.Health;
import io.channeladapter.config.decide.HealthWords;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel's health as REST shows it.
 *
 * @param level how bad the worst of it is
 * @param cause stable code of the worst condition; absent when healthy
 * @param detail what was noticed of the worst condition; absent when healthy
 * @param since when this level was reached
 * @param conditions all that is wrong, the worst first; empty when healthy
 */
record HealthBody(
        Health.Level level,
        @Nullable String cause,
        @Nullable String detail,
        Instant since,
        List<ConditionBody> conditions) {

    /**
     * One thing that is wrong.
     *
     * @param cause stable code
     * @param level how bad it is
     * @param happened what is wrong, in words
     * @param todo what the owner can do about it, in words
     * @param detail what was noticed this time
     * @param since when it began
     * @param lastSeenAt when it was last noticed
     * @param until when it is over by itself; absent where something must tell
     * @param noticedBy the service that noticed it
     */
    record ConditionBody(
            String cause,
            Health.Level level,
            String happened,
            String todo,
            String detail,
            Instant since,
            Instant lastSeenAt,
            @Nullable Instant until,
            String noticedBy) {
        static ConditionBody of(Condition condition) {
            HealthWords.Words words = HealthWords.of(condition.cause());
            return new ConditionBody(
                    condition.cause(),
                    condition.level(),
                    words.happened(),
                    words.todo(),
                    condition.detail(),
                    condition.since(),
                    condition.lastSeenAt(),
                    condition.until(),
                    condition.noticedBy());
        }
    }

    static HealthBody of(Health health) {
        return new HealthBody(
                health.level(),
                health.cause(),
                health.detail(),
                health.since(),
                health.conditions().stream().map(ConditionBody::of).toList());
    }
}
