package io.channeladapter.config.watch;

import org.jspecify.annotations.Nullable;

/** How one thing of a channel was found, and what became of it. */
sealed interface Finding {
    /** As it must be. */
    record Well() implements Finding {}

    /** It could not be told: not looked at, or Twitter did not say. */
    record Unknown() implements Finding {}

    /**
     * Wrong, and still so.
     *
     * @param detail what was found and what is in the way, for a person
     */
    record Ill(String detail) implements Finding {}

    /**
     * It was wrong and is as it must be now.
     *
     * @param trouble what was found
     * @param repair what was done
     */
    record Mended(String trouble, String repair) implements Finding {}

    /** Whether it was well when it was looked at; null where that could not be told. */
    default @Nullable Boolean before() {
        return switch (this) {
            case Well _ -> true;
            case Unknown _ -> null;
            case Ill _, Mended _ -> false;
        };
    }

    /** Whether it is well now; null where that cannot be told. */
    default @Nullable Boolean after() {
        return this instanceof Mended ? Boolean.TRUE : before();
    }
}
