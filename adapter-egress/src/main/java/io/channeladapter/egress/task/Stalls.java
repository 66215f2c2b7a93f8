package io.channeladapter.egress.task;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the thread stood still, as a suspended machine does, for so long that another instance may have its
 * partitions by now. No call must begin then until Kafka has had the time to say so, since the other would make the same.
 * One thread: the task's.
 */
public final class Stalls {
    private static final Logger LOG = LoggerFactory.getLogger(Stalls.class);

    /** Well below the consumer's session timeout, after which the partitions go to another instance. */
    static final Duration LONGEST = Duration.ofSeconds(5);
    /** Heartbeats and commits, which fail where the partitions are lost, come several times in this. */
    public static final Duration QUIET = Duration.ofSeconds(4);

    private final InstantSource clock;
    private Instant last;
    private Instant quietUntil = Instant.MIN;

    Stalls(InstantSource clock) {
        this.clock = clock;
        this.last = clock.instant();
    }

    /** Whether no call may begin now; to be asked at least with each tick. */
    boolean isQuiet() {
        Instant now = clock.instant();
        if (now.isAfter(last.plus(LONGEST))) {
            quietUntil = now.plus(QUIET);
            LOG.atWarn().log("stood still for some seconds: no message is sent until it is known who has the channels");
        }
        last = now;
        return now.isBefore(quietUntil);
    }
}
