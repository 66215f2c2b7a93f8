package io.channeladapter.egress.fetch;

import io.channeladapter.common.media.MediaFormat;
import java.nio.file.Path;

/** What came of one try to download a file. */
sealed interface Download {
    /**
     * It is here.
     *
     * @param file to be deleted by whoever takes it
     * @param format what its first bytes say
     * @param size in bytes
     */
    record Done(Path file, MediaFormat format, long size) implements Download {}

    /**
     * It must not be fetched, or not be sent.
     *
     * @param why in one word
     * @param detail the rest of a sentence that begins with the media's address
     */
    record Refused(FetchResult why, String detail) implements Download {}

    /**
     * It may work another time.
     *
     * @param why in one word
     * @param detail the rest of a sentence that begins with the media's address
     */
    record Failed(FetchResult why, String detail) implements Download {}
}
