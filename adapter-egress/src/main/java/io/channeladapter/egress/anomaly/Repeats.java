package io.channeladapter.egress.anomaly;

import io.channeladapter.egress.settle.ComparableText;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts equal texts to one person. A person may ask the same question several times and is answered the same; so what
 * comes unasked counts sooner. Each message asks for one reply, also where the bot answers late, many messages at once:
 * it was down, or is slow. It remembers the last few texts, as numbers, so that texts that take turns are found too.
 * One thread.
 */
final class Repeats {
    private static final int TEXTS = 4;
    /** How many times as many may come where the person wrote between. */
    static final int ASKED = 4;

    private final Thresholds thresholds;
    private final Map<Text, Count> counts = new LinkedHashMap<>();
    private int asked;

    Repeats(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** A text without being one: two that differ are all but never the same. */
    private record Text(int hash, int length) {
        static Text of(String text) {
            String comparable = ComparableText.of(text).value();
            return new Text(comparable.hashCode(), comparable.length());
        }
    }

    private record Count(int all, int unasked, Instant since) {}

    /** The person wrote. */
    void received() {
        asked++;
    }

    /** How often this text came within the window, it included, where that is too often; else 0. */
    int accepted(String text, Instant at) {
        if (thresholds.repeats() == 0 || text.isBlank()) {
            return 0;
        }
        if (asked > 0) {
            counts.replaceAll((_, count) -> new Count(count.all, 0, count.since));
            asked--;
        }
        Text key = Text.of(text);
        Count before = counts.remove(key);
        Count now = before == null || at.isAfter(before.since.plus(thresholds.window()))
                ? new Count(1, 1, at)
                : new Count(before.all + 1, before.unasked + 1, before.since);
        counts.put(key, now);
        if (counts.size() > TEXTS) {
            Iterator<Text> oldest = counts.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        boolean tooOften = now.unasked >= thresholds.repeats() || now.all >= ASKED * thresholds.repeats();
        return tooOften ? now.all : 0;
    }
}
