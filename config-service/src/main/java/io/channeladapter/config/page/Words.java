package io.channeladapter.config.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the pages write things. Pure. */
final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH);

    private Words() {}

    /** A moment, in UTC. */
    static String time(Instant at) {
        return TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
