package io.channeladapter.egress.throttle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls that were made within the last window, by the time of their answer: Twitter counted each of them before
 * that. At most {@link #MOST} entries are kept; where there are more calls, neighbours are taken together under the
 * later time, so that a call is never forgotten too early. Immutable.
 */
public final class Made {
    /** None. */
    public static final Made NONE = new Made(List.of());

    static final int MOST = 192;

    // Time in milliseconds and number of calls, by turns; the oldest first. Half the size of objects in JSON.
    private final List<Long> pairs;

    private Made(List<Long> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    /** Reads what {@link #pairs} wrote. */
    @JsonCreator
    static Made of(List<Long> pairs) {
        if (pairs.size() % 2 != 0) {
            throw new IllegalArgumentException("times and numbers stand by turns");
        }
        return new Made(pairs);
    }

    @JsonValue
    List<Long> pairs() {
        return pairs;
    }

    /** With some calls more, answered then; what is older than the window is forgotten. */
    Made with(Instant at, long calls, Duration window) {
        if (calls <= 0) {
            return this;
        }
        // A clock that went back must not put calls before those that are known.
        long millis = pairs.isEmpty() ? at.toEpochMilli() : Math.max(at.toEpochMilli(), time(pairs.size() / 2 - 1));
        List<Long> next = new ArrayList<>(pairs);
        long oldest = millis - window.toMillis() - Room.MARGIN.toMillis();
        while (!next.isEmpty() && next.getFirst() < oldest) {
            next.removeFirst();
            next.removeFirst();
        }
        next.add(millis);
        next.add(calls);
        return new Made(next.size() > 2 * MOST ? coarser(next, window.toMillis() * 2 / MOST) : next);
    }

    /** These and those together. */
    Made and(Made other, Duration window) {
        List<Long> all = new ArrayList<>();
        int mine = 0;
        int its = 0;
        while (mine < pairs.size() || its < other.pairs.size()) {
            boolean first =
                    its == other.pairs.size() || (mine < pairs.size() && pairs.get(mine) <= other.pairs.get(its));
            Made from = first ? this : other;
            int index = first ? mine : its;
            all.add(from.pairs.get(index));
            all.add(from.pairs.get(index + 1));
            if (first) {
                mine += 2;
            } else {
                its += 2;
            }
        }
        return new Made(all.size() > 2 * MOST ? coarser(all, window.toMillis() * 2 / MOST) : all);
    }

    /** How many were answered after that moment. */
    long after(Instant from) {
        long calls = 0;
        for (int i = pairs.size() / 2 - 1; i >= 0 && time(i) > from.toEpochMilli(); i--) {
            calls += count(i);
        }
        return calls;
    }

    /** When the last of so many of the oldest after that moment was answered; that moment where there are none. */
    Instant nth(long calls, Instant from) {
        long seen = 0;
        long last = from.toEpochMilli();
        for (int i = 0; i < pairs.size() / 2 && seen < calls; i++) {
            if (time(i) > from.toEpochMilli()) {
                seen += count(i);
                last = time(i);
            }
        }
        return Instant.ofEpochMilli(last);
    }

    private long time(int index) {
        return pairs.get(2 * index);
    }

    private long count(int index) {
        return pairs.get(2 * index + 1);
    }

    private static List<Long> coarser(List<Long> pairs, long width) {
        List<Long> next = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            int last = next.size() - 2;
            if (last >= 0 && next.get(last) / width == pairs.get(i) / width) {
                next.set(last, pairs.get(i));
                next.set(last + 1, next.get(last + 1) + pairs.get(i + 1));
            } else {
                next.add(pairs.get(i));
                next.add(pairs.get(i + 1));
            }
        }
        return next;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Made made && made.pairs.equals(pairs);
    }

    @Override
    public int hashCode() {
        return pairs.hashCode();
    }

    @Override
    public String toString() {
        return pairs.toString();
    }
}
