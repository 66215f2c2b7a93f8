package io.channeladapter.egress.media;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What came of asking Twitter for a file. */
sealed interface Fetched {
    /**
     * The file, or the part of it that was wanted.
     *
     * @param body to be closed by its reader; begins before what is wanted by {@code skip} bytes
     * @param contentType one of those that are given on
     * @param skip bytes to be passed over
     * @param length bytes to be given; {@link #UNKNOWN} where Twitter does not tell
     * @param contentRange what part it is; null for the whole
     * @param etag of the file; null where Twitter gives none
     */
    record Found(
            InputStream body,
            String contentType,
            long skip,
            long length,
            @Nullable String contentRange,
            @Nullable String etag)
            implements Fetched, AutoCloseable {
        static final long UNKNOWN = -1;

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /**
     * No file.
     *
     * @param problem why
     * @param retrySeconds when to ask again, where Twitter told
     */
    record Missing(Problem problem, @Nullable Long retrySeconds) implements Fetched {
        Missing(Problem problem) {
            this(problem, null);
        }
    }

    /**
     * The file is shorter than where the range begins.
     *
     * @param contentRange tells its length
     */
    record OutOfRange(String contentRange) implements Fetched {}
}
