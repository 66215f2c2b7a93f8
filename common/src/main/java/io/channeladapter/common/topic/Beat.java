package io.channeladapter.common.topic;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code channel.states} that says nothing. One comes to each partition every hour, so that a segment to which
 * nothing else is written rolls too and is compacted: only then does a deleted channel leave the log (guarantee G10).
 * Readers pass it over.
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
