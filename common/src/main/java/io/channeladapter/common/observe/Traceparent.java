package io.channeladapter.common.observe;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header by which a message's journey can be followed: {@code 00-<trace id>-<span id>-<flags>}, all in lower case
 * hexadecimal. The trace id is the same on the whole journey. Pure.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
public final class Traceparent {
    /** Neither the trace nor its parent may be all zeros. */
    private static final Pattern VALID = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final HexFormat HEX = HexFormat.of();
    private static final String SAMPLED = "01";

    private Traceparent() {}

    /** It, where it is one. */
    public static Optional<String> valid(@Nullable String text) {
        return text != null && VALID.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /** A new one. */
    public static String fresh(RandomGenerator random) {
        // The last bit set: an all-zero id is no id.
        return of(random.nextLong(), random.nextLong() | 1, random.nextLong() | 1);
    }

    /** That of something whose name is unique, such as a record's place in its topic: the same whenever it is asked for. */
    public static String named(String name) {
        UUID hash = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return of(hash.getMostSignificantBits(), hash.getLeastSignificantBits(), hash.getLeastSignificantBits() | 1);
    }

    /** The trace's id, for the log; null where there is none. */
    public static @Nullable String traceId(@Nullable String traceparent) {
        return valid(traceparent).map(Traceparent::traceIdOf).orElse(null);
    }

    static String traceIdOf(String valid) {
        return valid.substring(3, 35);
    }

    static String spanIdOf(String valid) {
        return valid.substring(36, 52);
    }

    static String flagsOf(String valid) {
        return valid.substring(53);
    }

    private static String of(long traceHigh, long traceLow, long span) {
        return "00-" + HEX.toHexDigits(traceHigh) + HEX.toHexDigits(traceLow) + "-" + HEX.toHexDigits(span) + "-"
                + SAMPLED;
    }
}
