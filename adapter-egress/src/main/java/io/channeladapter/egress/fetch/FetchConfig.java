package io.channeladapter.egress.fetch;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How media of replies are fetched.
 *
 * @param reach where an address of a bot may lead
 * @param maxBytes of a file
 * @param timeout of a whole fetch, with its redirects and tries
 * @param atOnce files under way at once, at least 1
 * @param atOncePerChannel files of one channel under way at once, at least 1
 * @param folder for files on their way; what lies there at the start is deleted
 */
public record FetchConfig(Reach reach, long maxBytes, Duration timeout, int atOnce, int atOncePerChannel, Path folder) {

    /** Where an address of a bot may lead. */
    public enum Reach {
        /** To addresses that the whole internet can reach. */
        INTERNET,
        /** Also to this machine and to private networks; never to link-local addresses and those of clouds' metadata. */
        INTERNAL_TOO
    }
}
