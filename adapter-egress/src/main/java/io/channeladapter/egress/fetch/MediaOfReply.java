package io.channeladapter.egress.fetch;

import io.channeladapter.common.message.CheckedReply.MediaSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media of a reply whose call has begun. A file that the reply itself holds goes from memory to disk first, since
 * many may wait long for their turn to be uploaded. One thread after another.
 */
public final class MediaOfReply implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaOfReply.class);

    private final TemporaryFiles files;
    private final AtomicInteger inMemory;
    private final @Nullable URI url;
    private @Nullable String base64;
    private @Nullable Path file;
    private @Nullable FetchedMedia problem;

    MediaOfReply(MediaSource source, TemporaryFiles files, AtomicInteger inMemory) {
        this.url = source.url();
        this.base64 = source.base64();
        this.files = files;
        this.inMemory = inMemory;
        if (base64 != null) {
            inMemory.incrementAndGet();
        }
    }

    /** Makes memory free; to be called before anything is waited for. */
    public void toDisk() {
        String bytes = base64;
        if (bytes == null) {
            return;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(bytes);
            file = files.create();
            Files.write(file, decoded);
        } catch (IllegalArgumentException e) {
            problem = new FetchedMedia.Refused(FetchResult.NOT_MEDIA, "media.base64: is no base64");
        } catch (IOException e) {
            LOG.atError().setCause(e).log("media of a reply cannot be kept on disk until they are uploaded");
            problem = FetchedMedia.Trouble.OF_DISK;
        } finally {
            base64 = null;
            inMemory.decrementAndGet();
        }
    }

    /** Its address; null where the reply holds the file. */
    @Nullable
    URI url() {
        return url;
    }

    /** The file that the reply held; null where it gave an address, or where there is a problem. */
    @Nullable
    Path file() {
        return file;
    }

    /** Why the file that the reply held is not on disk; null where it is. */
    @Nullable
    FetchedMedia problem() {
        return problem;
    }

    /** Frees what it holds. */
    @Override
    public void close() {
        if (base64 != null) {
            base64 = null;
            inMemory.decrementAndGet();
        }
        if (file != null) {
            TemporaryFiles.delete(file);
        }
    }
}
