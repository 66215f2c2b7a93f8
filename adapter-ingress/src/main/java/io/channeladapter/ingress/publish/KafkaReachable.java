package io.channeladapter.ingress.publish;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Kafka takes records: not any more once {@value #FAILURES} in a row were not acknowledged or a probe failed;
 * again as soon as one is acknowledged or a probe succeeds. Tells the log of changes alone. Safe for many threads.
 */
public final class KafkaReachable {
    static final int FAILURES = 3;
    private static final Logger LOG = LoggerFactory.getLogger(KafkaReachable.class);

    private int failuresInRow;
    private boolean reachable = true;

    /** Whether it does, as far as is known. */
    public synchronized boolean now() {
        return reachable;
    }

    /** Takes what became of a record. A body that is too large and a full house say nothing of Kafka. */
    public void published(PublishOutcome outcome) {
        switch (outcome) {
            case PublishOutcome.Acknowledged _ -> works();
            case PublishOutcome.TooLarge _ -> {}
            case PublishOutcome.Unavailable u -> {
                switch (u.cause()) {
                    case OVERLOADED -> {}
                    case TIMED_OUT, REFUSED -> publishFailed();
                }
            }
        }
    }

    /** Takes what a probe found. */
    public void probed(boolean works) {
        if (works) {
            works();
        } else {
            fails();
        }
    }

    private synchronized void works() {
        failuresInRow = 0;
        if (!reachable) {
            reachable = true;
            LOG.atInfo().log("Kafka takes records again");
        }
    }

    private synchronized void publishFailed() {
        failuresInRow++;
        if (failuresInRow >= FAILURES) {
            fails();
        }
    }

    private synchronized void fails() {
        if (reachable) {
            reachable = false;
            LOG.atWarn().log("Kafka takes no records, webhooks are answered 503 so that Twitter sends them again");
        }
    }
}
