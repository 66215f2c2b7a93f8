package io.channeladapter.config.doctor;

import io.channeladapter.config.authorize.StepResult.Result;
import java.util.List;
import java.util.Optional;

/**
 * All that was looked at in one channel.
 *
 * @param findings each check once, in order
 */
public record Examination(List<Finding> findings) {
    public Examination {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is wrong. */
    public boolean healthy() {
        return first().isEmpty();
    }

    /** The first thing that is wrong: what to mend before anything else is worth a look. */
    public Optional<Finding> first() {
        return findings.stream()
                .filter(finding -> finding.result() == Result.FAILED)
                .findFirst();
    }

    /**
     * What came of one check.
     *
     * @param check what was looked at
     * @param result how it is; skipped where something before it makes the look worthless
     * @param detail a sentence or two: what is, and where it is wrong why and what to do
     * @param millis how long the look took, in milliseconds
     */
    public record Finding(Check check, Result result, String detail, long millis) {}

    /** What is looked at, in an order in which each rests on those before it. */
    public enum Check {
        CONFIGURATION("configuration", "Configuration"),
        TOPICS("topics", "Topics of the bot"),
        CLOCK("clock", "Clock"),
        CALLBACK("callback", "Callback URL"),
        CREDENTIALS("credentials", "Keys and tokens"),
        PERMISSION("permission", "Permission"),
        WEBHOOK("webhook", "Webhook"),
        SUBSCRIPTION("subscription", "Subscription"),
        STATUS("status", "Status"),
        HEALTH("health", "Health"),
        TRAFFIC("traffic", "Messages");

        private final String wire;
        private final String title;

        Check(String wire, String title) {
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
}
