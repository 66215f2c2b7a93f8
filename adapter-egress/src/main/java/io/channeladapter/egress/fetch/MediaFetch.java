package io.channeladapter.egress.fetch;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.media.MediaFormat;
import io.channeladapter.common.message.CheckedReply.MediaSource;
import io.channeladapter.common.twitter.MediaFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the media of replies. A file from an address lies on disk while it is under way, so that memory is bounded
 * whatever bots send; how many are under way at once is bounded, too, and who is over that waits. Safe for many threads.
 */
public final class MediaFetch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaFetch.class);
    private static final Duration[] BACKOFF = {Duration.ofSeconds(1), Duration.ofSeconds(4)};

    private final Downloader downloader;
    private final Slots slots;
    private final Duration timeout;
    private final Pause pause;

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /**
     * Gets ready.
     *
     * @throws IOException where the folder cannot be used
     */
    public MediaFetch(FetchConfig config) throws IOException {
        this(config, Downloader::lookUp, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    }

    MediaFetch(FetchConfig config, CheckedNames.Lookup lookup, Pause pause) throws IOException {
        FetchRule rule = new FetchRule(config.reach());
        this.downloader = new Downloader(rule, lookup, new TemporaryFiles(config.folder()), config);
        this.slots = new Slots(config.atOnce(), config.atOncePerChannel());
        this.timeout = config.timeout();
        this.pause = pause;
    }

    /**
     * Gets the media of a reply; waits for its turn, and then at most for the time-out of a fetch.
     *
     * @param streamId whose reply it is
     */
    public FetchedMedia fetch(StreamId streamId, MediaSource source) throws InterruptedException {
        slots.enter(streamId);
        Runnable leave = () -> slots.leave(streamId);
        FetchedMedia fetched = null;
        try {
            URI url = source.url();
            String base64 = source.base64();
            fetched = url != null ? fromAddress(url, leave) : fromBytes(base64 == null ? "" : base64, leave);
            return fetched;
        } finally {
            if (!(fetched instanceof FetchedMedia.Ready)) {
                leave.run();
            }
        }
    }

    @Override
    public void close() {
        downloader.close();
    }

    private FetchedMedia fromAddress(URI url, Runnable leave) throws InterruptedException {
        long begun = System.nanoTime();
        String last = "";
        for (int tries = 0; tries <= BACKOFF.length; tries++) {
            Duration left = timeout.minusNanos(System.nanoTime() - begun);
            if (tries > 0) {
                if (left.compareTo(BACKOFF[tries - 1]) <= 0) {
                    break;
                }
                pause.of(BACKOFF[tries - 1]);
            }
            try {
                switch (downloader.download(url, timeout.minusNanos(System.nanoTime() - begun))) {
                    case Download.Done done -> {
                        return ready(done, leave);
                    }
                    case Download.Refused(String detail) -> {
                        return new FetchedMedia.Refused(sentence(url, detail));
                    }
                    case Download.Failed(String detail) -> last = detail;
                }
            } catch (UncheckedIOException e) {
                LOG.atError().setCause(e).log("media cannot be kept on disk until they are uploaded");
                return new FetchedMedia.Trouble("the adapter has no room on its disk for media");
            }
        }
        return new FetchedMedia.Unavailable(sentence(url, last));
    }

    private static FetchedMedia ready(Download.Done done, Runnable leave) {
        return new FetchedMedia.Ready(
                new MediaFile(done.format(), done.size(), () -> Files.newInputStream(done.file())), () -> {
                    TemporaryFiles.delete(done.file());
                    leave.run();
                });
    }

    private static FetchedMedia fromBytes(String base64, Runnable leave) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new FetchedMedia.Refused("media.base64: is no base64");
        }
        Optional<MediaFormat> format =
                MediaFormat.of(Arrays.copyOf(bytes, Math.min(bytes.length, MediaFormat.HEAD_BYTES)));
        return format.isEmpty()
                ? new FetchedMedia.Refused("media.base64: is no JPEG, PNG, GIF, WebP, MP4 or MOV")
                : new FetchedMedia.Ready(MediaFile.of(format.get(), bytes), leave);
    }

    // The path and the query of an address may be secret; its host is not, and tells which one is meant.
    private static String sentence(URI url, String detail) {
        return "media.url: the address at " + url.getHost() + " " + detail;
    }
}
