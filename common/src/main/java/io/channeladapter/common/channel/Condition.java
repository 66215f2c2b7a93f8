package io.channeladapter.common.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a channel.
 *
 * @param cause stable code, such as {@code credentials-refused}; a channel has each at most once
 * @param level how bad it is
 * @param detail what happened and what to do, for a person
 * @param since when it began
 * @param lastSeenAt when it was last noticed
 * @param until when it is over by itself unless it is noticed again; null where something must tell that it is over
 * @param noticedBy who noticed it, such as {@code adapter-egress}
 */
public record Condition(
        String cause,
        Health.Level level,
        String detail,
        Instant since,
        Instant lastSeenAt,
        @Nullable Instant until,
        String noticedBy) {}
