package io.channeladapter.config.outbox;

import io.channeladapter.common.outbox.OutboxState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /**
     * What waits beyond the conversations that are shown; empty where nothing does.
     *
     * @param waiting all replies
     * @param shown how many are in each of the conversations that are shown
     * @param conversations how many conversations there are; null where that is not known
     */
    public static String more(int waiting, List<Integer> shown, @Nullable Integer conversations) {
        boolean counted = shown.stream().allMatch(replies -> replies < OutboxState.Head.MOST_COUNTED);
        int replies = waiting - shown.stream().mapToInt(Integer::intValue).sum();
        int others = conversations == null ? 0 : conversations - shown.size();
        if (counted ? replies <= 0 : others <= 0) {
            return "";
        }
        String what =
                !counted ? "More replies wait" : replies == 1 ? "1 more reply waits" : replies + " more replies wait";
        String where = others <= 0
                ? "other conversations"
                : others == 1 ? "1 other conversation" : others + " other conversations";
        return what + " in " + where + ".";
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
