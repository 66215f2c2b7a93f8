package io.channeladapter.common.twitter;

import io.channeladapter.common.media.MediaFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file to upload. It is read in pieces, so that a video is never held as a whole.
 *
 * @param format what its first bytes say that it is
 * @param size in bytes, at least 1
 * @param opening gives its bytes from the first on, each time it is asked
 */
public record MediaFile(MediaFormat format, long size, Opening opening) {
    public MediaFile {
        if (size < 1) {
            throw new IllegalArgumentException("a file of media is not empty");
        }
    }

    /** Where the bytes of a file come from. */
    @FunctionalInterface
    public interface Opening {
        /** The bytes, to be closed by whoever reads them. */
        InputStream open() throws IOException;
    }

    /** A small file that is in memory anyway. */
    public static MediaFile of(MediaFormat format, byte[] bytes) {
        return new MediaFile(format, bytes.length, () -> new ByteArrayInputStream(bytes));
    }
}
