package io.channeladapter.egress.send;

import io.channeladapter.common.channel.ChannelSignal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do after a call. */
public sealed interface SendDecision {
    /**
     * Twitter took it.
     *
     * @param messageId Twitter's id; empty where there was no message in it
     */
    record Sent(String messageId) implements SendDecision {}

    /**
     * A limit: the whole channel waits.
     *
     * @param until when it goes on
     */
    record WaitUntil(Instant until) implements SendDecision {}

    /**
     * A limit that does not hold for messages in general: the conversation waits, others go on.
     *
     * @param until when it goes on
     * @param detail for a person
     */
    record Postponed(Instant until, String detail) implements SendDecision {}

    /** It was surely not sent, since it is not wanted any more, or not now: the reply ends or waits as if never called. */
    record Withdrawn() implements SendDecision {}

    /**
     * Trouble at Twitter: the conversation waits.
     *
     * @param at when to try again
     * @param sure whether the call was surely not done
     * @param detail for a person
     */
    record RetryAt(Instant at, boolean sure, String detail) implements SendDecision {}

    /**
     * It will never be sent; the conversation goes on with the next.
     *
     * @param reason stable code of the outcome
     * @param detail for a person
     * @param twitterCode Twitter's error code; null for none
     */
    record Permanent(String reason, String detail, @Nullable Integer twitterCode) implements SendDecision {}

    /**
     * The account or its keys are refused: the whole channel waits for its owner.
     *
     * @param kind what to tell the config-service
     * @param probeAt when to try one call all the same; null for not before the channel has changed
     * @param detail for a person
     */
    record HoldChannel(ChannelSignal.Kind kind, @Nullable Instant probeAt, String detail) implements SendDecision {}

    /**
     * It is not known whether Twitter took it.
     *
     * @param detail for a person
     */
    record Unclear(String detail) implements SendDecision {}

    /** In one word, for metrics. */
    default String word() {
        return switch (this) {
            case Sent _ -> "sent";
            case WaitUntil _ -> "wait-until";
            case Postponed _ -> "postponed";
            case Withdrawn _ -> "withdrawn";
            case RetryAt _ -> "retry-at";
            case Permanent _ -> "permanent";
            case HoldChannel _ -> "hold-channel";
            case Unclear _ -> "unclear";
        };
    }
}
