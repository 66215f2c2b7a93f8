package io.channeladapter.egress.anomaly;

import java.time.Duration;

/**
 * From when on what a bot writes counts as a mistake. A count of 0 switches that detector off.
 *
 * @param loopTurns quick answers of the other side in a row
 * @param loopWithin what is quick, counted from the bot's message
 * @param repeats equal texts to one person who wrote nothing between; where the person wrote between, four times as many
 * @param window within what time those turns and texts count
 * @param floodLeast unasked replies within ten minutes that are no flood, however few are usual
 * @param floodFactor how many times as many as usual
 */
public record Thresholds(
        int loopTurns, Duration loopWithin, int repeats, Duration window, int floodLeast, int floodFactor) {
    /** What holds where nothing is set. */
    public static final Thresholds USUAL = new Thresholds(30, Duration.ofSeconds(3), 5, Duration.ofHours(1), 200, 10);

    public Thresholds {
        if (loopTurns < 0 || repeats < 0 || floodLeast < 0 || floodFactor < 1) {
            throw new IllegalArgumentException("a count is 0 or more, and a factor 1 or more");
        }
    }
}
