package io.channeladapter.egress.anomaly;

import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.Settings;
import java.time.Duration;

/**
 * From when on what a bot writes counts as a mistake. A count of 0 switches that detector off; 1 turn or text is none.
 *
 * @param loopTurns quick answers of the other side in a row
 * @param loopWithin what is quick, counted from the bot's message
 * @param repeats equal texts to one person that no message of theirs asked for; where one did, four times as many
 * @param window within what time those turns and texts count
 * @param floodLeast unasked replies within ten minutes that are no flood, however few are usual
 * @param floodFactor how many times as many as usual
 */
public record Thresholds(
        int loopTurns, Duration loopWithin, int repeats, Duration window, int floodLeast, int floodFactor) {
    private static final String OFF = " 0: not looked for.";

    public static final Key<Integer> LOOP_TURNS = Key.integer(
            "egress.anomaly-loop-turns",
            0,
            100_000,
            30,
            "So many quick answers in a row to a bot's messages are another bot's: the channel is paused." + OFF);
    public static final Key<Duration> LOOP_WITHIN =
            Key.duration("egress.anomaly-loop-within", "3s", "Within what time an answer to a bot's message is quick.");
    public static final Key<Integer> REPEATS = Key.integer(
            "egress.anomaly-repeats",
            0,
            100_000,
            5,
            "So many equal texts of a bot to one person who did not ask, as each message does once, or four times as many"
                    + " to one who did, pause the channel." + OFF);
    public static final Key<Duration> WINDOW = Key.duration(
            "egress.anomaly-window", "1h", "Within what time quick answers and equal texts count together.");
    public static final Key<Integer> FLOOD_LEAST = Key.integer(
            "egress.anomaly-flood-least",
            0,
            100_000_000,
            200,
            "More replies than these within ten minutes, beyond five for each message that people wrote, may be a flood,"
                    + " which pauses the channel; broadcasts do not count." + OFF);
    public static final Key<Integer> FLOOD_FACTOR = Key.integer(
            "egress.anomaly-flood-factor",
            1,
            100_000,
            10,
            "They are a flood where they are also more than so many times what is usual for the channel.");

    /** What holds where nothing is set. */
    public static final Thresholds USUAL = new Thresholds(30, Duration.ofSeconds(3), 5, Duration.ofHours(1), 200, 10);

    /** As it is set. */
    public static Thresholds of(Settings settings) {
        return new Thresholds(
                settings.get(LOOP_TURNS),
                settings.get(LOOP_WITHIN),
                settings.get(REPEATS),
                settings.get(WINDOW),
                settings.get(FLOOD_LEAST),
                settings.get(FLOOD_FACTOR));
    }

    public Thresholds {
        if (loopTurns < 0 || repeats < 0 || floodLeast < 0 || floodFactor < 1) {
            throw new IllegalArgumentException("a count is 0 or more, and a factor 1 or more");
        }
        // The first of something is no mistake yet: every channel would be paused at once.
        requireSeveral(LOOP_TURNS, loopTurns);
        requireSeveral(REPEATS, repeats);
        requireTime(LOOP_WITHIN, loopWithin);
        requireTime(WINDOW, window);
    }

    private static void requireSeveral(Key<Integer> key, int count) {
        if (count == 1) {
            throw new IllegalArgumentException(key.name() + " must be 2 or more, or 0 to switch it off");
        }
    }

    private static void requireTime(Key<Duration> key, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(key.name() + " must be longer than nothing");
        }
    }
}
