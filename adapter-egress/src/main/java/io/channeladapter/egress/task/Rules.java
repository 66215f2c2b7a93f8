package io.channeladapter.egress.task;

import io.channeladapter.egress.anomaly.Thresholds;
import java.time.Duration;

/**
 * How long what waits.
 *
 * @param settleWait how long after a task's start, and after the echoes of before were read, replies of before wait
 * @param unclearWait how long a reply whose fate is unclear waits for its echo
 * @param giveUpAfter after so long in trouble at Twitter a reply fails
 * @param maxTries after so many tries in trouble a reply fails while others of its channel are sent
 * @param closeWait how long a task that closes waits for its calls
 * @param mostOfChannel calls of one channel at once
 * @param anomalies from when on what a bot writes looks like a mistake
 */
public record Rules(
        Duration settleWait,
        Duration unclearWait,
        Duration giveUpAfter,
        int maxTries,
        Duration closeWait,
        int mostOfChannel,
        Thresholds anomalies) {}
