package io.channeladapter.config.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the pages write things. Pure. */
final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH);

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("d MMM, HH:mm:ss.SSS", Locale.ENGLISH);

    private Words() {}

    /** A moment, in UTC. */
    static String time(Instant at) {
        return TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    /** A moment among others of about the same time, in UTC, with its milliseconds. */
    static String exact(Instant at) {
        return EXACT.format(at.atOffset(ZoneOffset.UTC));
    }
}
