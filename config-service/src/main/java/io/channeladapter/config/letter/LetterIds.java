package io.channeladapter.config.letter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes many ids in little room: {@code 3-1042..1046 3-1050} are six. */
public final class LetterIds {
    private static final Pattern RUN = Pattern.compile("([0-9]{1,6})-([0-9]{1,18})(?:\\.\\.([0-9]{1,18}))?");
    /** More than were ever written into one text. */
    private static final int MOST = 10_000;

    private LetterIds() {}

    /** The text of these. */
    public static String text(Collection<LetterId> ids) {
        List<String> runs = new ArrayList<>();
        SortedSet<LetterId> left = new TreeSet<>(ids);
        while (!left.isEmpty()) {
            LetterId first = left.removeFirst();
            long last = first.offset();
            while (left.remove(new LetterId(first.partition(), last + 1))) {
                last++;
            }
            runs.add(last == first.offset() ? first.toString() : first + ".." + last);
        }
        return String.join(" ", runs);
    }

    /** The ids of a text; what is none is passed over. */
    public static SortedSet<LetterId> read(String text) {
        SortedSet<LetterId> ids = new TreeSet<>();
        Matcher run = RUN.matcher(text);
        while (run.find()) {
            long first = Long.parseLong(run.group(2));
            long last = run.group(3) == null ? first : Long.parseLong(run.group(3));
            for (long offset = first; offset <= last && ids.size() < MOST; offset++) {
                ids.add(new LetterId(Integer.parseInt(run.group(1)), offset));
            }
        }
        return ids;
    }
}
