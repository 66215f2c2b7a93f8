package io.channeladapter.config.authorize;

import io.channeladapter.common.channel.TwitterAccount;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one step of authorizing.
 *
 * @param step the step
 * @param result how it ended
 * @param detail one or two sentences for the channel's owner: what happened, and where it failed why and what to do
 * @param millis how long it took, in milliseconds
 * @param account whose keys and tokens these are; null but for the step that found out
 * @param former as whom the channel is connected, where that is another and its owner is to say whether it may change;
 *     else null
 * @param replaceable the webhooks that are in the way, for the owner to say which may go; the likeliest first
 */
public record StepResult(
        Step step,
        Result result,
        String detail,
        long millis,
        @Nullable TwitterAccount account,
        @Nullable TwitterAccount former,
        List<Replaceable> replaceable) {
    public StepResult {
        replaceable = List.copyOf(replaceable);
    }

    /**
     * Another webhook, in the place where ours should be.
     *
     * @param id Twitter's id; named when trying again, it says that this one may be removed
     * @param url where it leads
     */
    public record Replaceable(String id, URI url) {}

    /** How long it took, for the page; empty where it was not tried. */
    public String took() {
        return result == Result.SKIPPED ? "" : "(" + millis + " ms)";
    }

    /** The steps, in their order. */
    public enum Step {
        CALLBACK("callback", "Callback URL"),
        CREDENTIALS("credentials", "Keys and tokens"),
        PERMISSION("permission", "Permission"),
        WEBHOOK("webhook", "Webhook"),
        SUBSCRIPTION("subscription", "Subscription");

        private final String wire;
        private final String title;

        Step(String wire, String title) {
            this.wire = wire;
            this.title = title;
        }

        /** The name in JSON. */
        public String wire() {
            return wire;
        }

        /** The name on the page. */
        public String title() {
            return title;
        }
    }

    /** How a step ended. */
    public enum Result {
        PASSED("passed"),
        FAILED("failed"),
        /** Not tried, since a step before it failed. */
        SKIPPED("skipped");

        private final String wire;

        Result(String wire) {
            this.wire = wire;
        }

        /** The name in JSON. */
        public String wire() {
            return wire;
        }
    }
}
