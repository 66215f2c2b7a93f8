package io.channeladapter.common.secret;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A keyset and where it came from.
 *
 * @param json Tink's JSON in clear, as it was at the start
 * @param file the file that it was read from, and is read from again when that changes; null where it came from none
 */
public record KeysetSource(Secret json, @Nullable Path file) {
    /** A keyset that stays as it is. */
    public static KeysetSource of(Secret json) {
        return new KeysetSource(json, null);
    }
}
