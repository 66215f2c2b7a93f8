package io.channeladapter.common.topic;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record that is of a partition and of no channel. One comes to each partition of {@code channel.states} every hour, so
 * that a segment to which nothing else is written rolls too and is compacted: only then does a deleted channel leave the
 * log (guarantee G10). It says nothing, and readers pass it over. One comes to each partition of {@code outbox.states}
 * every few seconds and says that what stands there is still true.
 */
public final class Beat {
    private static final Pattern KEY = Pattern.compile("beat-([0-9]{1,6})");

    private Beat() {}

    /** The key of a partition's beat. */
    public static String key(int partition) {
        return "beat-" + partition;
    }

    /** Whether a record with this key is a beat. */
    public static boolean is(byte @Nullable [] key) {
        return key != null
                && key.length <= 11
                && partition(new String(key, StandardCharsets.UTF_8)).isPresent();
    }

    /** The partition that a beat with this key is for; empty where it is the key of something else. */
    public static OptionalInt partition(String key) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
