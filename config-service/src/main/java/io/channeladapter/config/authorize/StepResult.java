package io.channeladapter.config.authorize;

/**
 * What came of one step of authorizing.
 *
 * @param step the step
 * @param result how it ended
 * @param detail one or two sentences for the channel's owner: what happened, and where it failed why and what to do
 * @param millis how long it took, in milliseconds
 */
public record StepResult(Step step, Result result, String detail, long millis) {

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
