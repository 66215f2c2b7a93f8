package io.channeladapter.config.outbox;

import io.channeladapter.common.outbox.OutboxState;
import java.util.Objects;

/** Why replies wait, in plain words: the same on the page, in REST and on the command line. Pure. */
public final class WaitWords {
    private WaitWords() {}

    /** Why a channel as a whole waits; empty where it does not. */
    public static String of(OutboxState state) {
        OutboxState.Pause pause = state.pause();
        if (pause != null) {
            return pause.detail();
        }
        String cause = state.cause();
        return cause == null ? "" : Objects.requireNonNullElseGet(state.detail(), () -> of(cause));
    }

    /** One sentence on the code of a cause; the code itself where this version does not know it. */
    public static String of(String cause) {
        return switch (cause) {
            case "runnable" -> "It is sent as soon as it is its turn.";
            case "in-flight" -> "Twitter is being asked right now.";
            case "settling" -> "The service started anew: whether it was sent before is being found out.";
            case "backoff" -> "Twitter was in trouble; it is tried again.";
            case "unclear" -> "Twitter did not say whether it took the message; its echo is waited for.";
            case "rate-limited" -> "Twitter's limit is reached.";
            case "account" -> "Twitter refuses the keys or the account.";
            case "channel" -> "The channel is not enabled.";
            case "paused" -> "Sending is paused.";
            default -> cause;
        };
    }

    /** One of Twitter's limits, in words. */
    public static String ofScope(String scope) {
        return switch (scope) {
            case "endpoint" -> "15 minutes";
            case "user-day" -> "24 hours, account";
            case "app-day" -> "24 hours, app";
            default -> scope;
        };
    }
}
