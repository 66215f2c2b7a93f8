package io.channeladapter.egress.outbox;

import java.util.Locale;

/** Why a conversation does not go on; tag {@code cause} of the metrics. */
public enum WaitCause {
    /** It could be sent now. */
    RUNNABLE,
    /** Its call is under way. */
    IN_FLIGHT,
    /** It was there before the task started and is settled by the echoes first. */
    SETTLING,
    /** Twitter was in trouble, it is tried again later; of a whole channel by one call at a time. */
    BACKOFF,
    /** It is not known whether Twitter took it. */
    UNCLEAR,
    /** The channel has no quota left, or none for the media of a reply. */
    RATE_LIMITED,
    /** Its owner is asked first, since what the bot writes looks like a mistake. */
    PAUSED,
    /** The account or its keys are refused. */
    ACCOUNT,
    /** The channel is not enabled. */
    CHANNEL;

    /** The value of the tag. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
