package io.channeladapter.sandbox.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The most that was counted in any window of one length, wherever it begins: a limit that holds in each of them holds
 * however Twitter's windows lie. Pure. One thread at a time.
 */
public final class Peak {
    /** Calls are counted in the order of their ends, which is not quite that of their times. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Duration window;
    private final List<Instant> times = new ArrayList<>();
    private int most;

    /** @param window length of the windows; its end is not in it */
    public Peak(Duration window) {
        this.window = window;
    }

    /** Counts one. */
    public void add(Instant at) {
        int place = times.size();
        while (place > 0 && times.get(place - 1).isAfter(at)) {
            place--;
        }
        times.add(place, at);
        for (int last = place; last < times.size(); last++) {
            Instant before = times.get(last).minus(window);
            int first = 0;
            while (!times.get(first).isAfter(before)) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        Instant over = times.getLast().minus(window).minus(LATE);
        int old = 0;
        while (times.get(old).isBefore(over)) {
            old++;
        }
        times.subList(0, old).clear();
    }

    /** The most so far. */
    public int most() {
        return most;
    }
}
