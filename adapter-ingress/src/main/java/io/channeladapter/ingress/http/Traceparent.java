package io.channeladapter.ingress.http;

import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header by which a message's journey can be followed.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
final class Traceparent {
    /** Neither the trace nor its parent may be all zeros, and version ff is not one. */
    private static final Pattern VALID = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /** The one that came, where it is valid, else a new one. */
    static String of(@Nullable String incoming, RandomGenerator random) {
        return incoming != null && VALID.matcher(incoming).matches() ? incoming : fresh(random);
    }

    private static String fresh(RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        // The last bit set: an all-zero id is no id.
        return String.format(
                Locale.ROOT,
                "00-%s%s-%s-01",
                hex.toHexDigits(random.nextLong()),
                hex.toHexDigits(random.nextLong() | 1),
                hex.toHexDigits(random.nextLong() | 1));
    }
}
