package io.channeladapter.egress.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message of the account of which it is known whose it is.
 *
 * @param replyId the reply that it came from; null where a person wrote it elsewhere
 * @param confirmed whether its echo was seen, or is not to be told: of several messages, the last confirms the reply
 * @param at when it became known
 * @param traceparent W3C trace context of the reply; null where there is none
 */
public record KnownMessage(
        @Nullable String replyId,
        boolean confirmed,
        Instant at,
        @Nullable String traceparent) {}
