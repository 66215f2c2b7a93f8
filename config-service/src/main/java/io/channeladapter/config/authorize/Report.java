package io.channeladapter.config.authorize;

import io.channeladapter.common.channel.TwitterAccount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All steps of one attempt.
 *
 * @param steps each step once, in order
 * @param connected what is connected now; null where a step failed
 * @param notes what else is to be told, a sentence each: what became of the former connection at Twitter
 */
public record Report(List<StepResult> steps, @Nullable Connected connected, List<String> notes) {
    public Report {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** The same with these notes. */
    public Report with(List<String> told) {
        return new Report(steps, connected, told);
    }

    /**
     * An account whose messages Twitter sends to our webhook from now on.
     *
     * @param account the account
     * @param webhookId Twitter's id of the webhook
     */
    public record Connected(TwitterAccount account, String webhookId) {}
}
