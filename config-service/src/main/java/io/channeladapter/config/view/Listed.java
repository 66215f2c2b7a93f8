package io.channeladapter.config.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param entries in the order of the list
 * @param next pass it as {@code after} for the page after this one; null where there is none
 * @param <T> what is listed
 */
public record Listed<T>(List<T> entries, @Nullable String next) {
    public Listed {
        entries = List.copyOf(entries);
    }
}
