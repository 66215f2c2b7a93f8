package io.channeladapter.egress.fetch;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.media.MediaFormat;
import io.channeladapter.common.media.VideoLength;
import io.channeladapter.common.message.CheckedReply.MediaSource;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.twitter.MediaFile;
import io.channeladapter.egress.observe.AttachmentMeters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the media of replies. A file lies on disk while it is under way, so that memory is bounded whatever bots send; how
 * many are under way at once is bounded, too, and who is over that waits. Safe for many threads.
 */
public final class MediaFetch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaFetch.class);
    private static final Duration[] BACKOFF = {Duration.ofSeconds(1), Duration.ofSeconds(4)};

    /** Files that replies hold, up to 512 KiB each, on their way from memory to disk. */
    private static final int MOST_IN_MEMORY = 16;

    private final Downloader downloader;
    private final TemporaryFiles files;
    private final AttachmentMeters meters;
    private final AtomicInteger inMemory = new AtomicInteger();
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
    public MediaFetch(FetchConfig config, AttachmentMeters meters) throws IOException {
        this(config, meters, Downloader::lookUp, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    }

    MediaFetch(FetchConfig config, AttachmentMeters meters, CheckedNames.Lookup lookup, Pause pause)
            throws IOException {
        this.files = new TemporaryFiles(config.folder());
        this.downloader = new Downloader(new FetchRule(config.reach()), lookup, files, config);
        this.meters = meters;
        this.slots = new Slots(config.atOnce(), config.atOncePerChannel());
        this.timeout = config.timeout();
        this.pause = pause;
    }

    /** Whether another call may begin whose reply holds a file: whether memory has room for it. */
    public boolean hasRoom() {
        return inMemory.get() < MOST_IN_MEMORY;
    }

    /** The media of a reply whose call begins; to be closed when it ends. Does not block. */
    public MediaOfReply begin(MediaSource source) {
        return new MediaOfReply(source, files, inMemory);
    }

    /**
     * Gets the media of a reply; waits for its turn, and then at most for the time-out of a fetch.
     *
     * @param streamId whose reply it is
     */
    public FetchedMedia fetch(StreamId streamId, MediaOfReply media) throws InterruptedException {
        meters.begun();
        boolean entered = false;
        FetchedMedia fetched = null;
        try {
            slots.enter(streamId);
            entered = true;
            fetched = got(streamId, media, () -> leave(streamId));
            return fetched;
        } finally {
            if (!entered) {
                meters.ended();
            } else if (!(fetched instanceof FetchedMedia.Ready)) {
                leave(streamId);
            }
        }
    }

    @Override
    public void close() {
        downloader.close();
    }

    private void leave(StreamId streamId) {
        slots.leave(streamId);
        meters.ended();
    }

    private FetchedMedia got(StreamId streamId, MediaOfReply media, Runnable leave) throws InterruptedException {
        long begun = System.nanoTime();
        URI url = media.url();
        String result = FetchResult.STOPPED.word();
        long bytes = 0;
        try {
            FetchedMedia fetched = url != null ? fromAddress(url, leave) : fromReply(media, leave);
            result = result(fetched).word();
            bytes = fetched instanceof FetchedMedia.Ready ready ? ready.file().size() : 0;
            return fetched;
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            meters.fetched(result, url == null ? null : took, bytes);
            LOG.atDebug()
                    .addKeyValue(LogKeys.STREAMID, streamId)
                    .addKeyValue(LogKeys.HOST, url == null ? "" : url.getHost())
                    .addKeyValue(LogKeys.OUTCOME, result)
                    .addKeyValue(LogKeys.BYTES, bytes)
                    .addKeyValue(LogKeys.TOOK_MILLIS, took.toMillis())
                    .log("media of a reply fetched");
        }
    }

    private static FetchResult result(FetchedMedia fetched) {
        return switch (fetched) {
            case FetchedMedia.Ready _ -> FetchResult.READY;
            case FetchedMedia.Refused(FetchResult why, String _) -> why;
            case FetchedMedia.Unavailable(FetchResult why, String _) -> why;
            case FetchedMedia.Trouble _ -> FetchResult.DISK;
        };
    }

    private FetchedMedia fromAddress(URI url, Runnable leave) throws InterruptedException {
        long begun = System.nanoTime();
        Download.Failed last = new Download.Failed(FetchResult.TIMED_OUT, "");
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
                    case Download.Done(Path file, MediaFormat format, long size) -> {
                        return ready(file, format, size, detail -> sentence(url, "gives " + detail), leave);
                    }
                    case Download.Refused(FetchResult why, String detail) -> {
                        return new FetchedMedia.Refused(why, sentence(url, detail));
                    }
                    case Download.Failed failed -> last = failed;
                }
            } catch (UncheckedIOException e) {
                LOG.atError().setCause(e).log("media cannot be kept on disk until they are uploaded");
                return FetchedMedia.Trouble.OF_DISK;
            }
        }
        return new FetchedMedia.Unavailable(last.why(), sentence(url, last.detail()));
    }

    // Whoever gets the file deletes it; here nobody does.
    private static FetchedMedia ready(
            Path file, MediaFormat format, long size, UnaryOperator<String> sentence, Runnable leave) {
        Optional<Duration> length = length(file, format);
        if (length.isPresent() && length.get().compareTo(VideoLength.MOST) > 0) {
            TemporaryFiles.delete(file);
            return new FetchedMedia.Refused(
                    FetchResult.TOO_LONG,
                    sentence.apply("a video of " + length.get().toSeconds() + " s; Twitter takes at most "
                            + VideoLength.MOST.toSeconds() + " s"));
        }
        return new FetchedMedia.Ready(new MediaFile(format, size, () -> Files.newInputStream(file)), () -> {
            TemporaryFiles.delete(file);
            leave.run();
        });
    }

    private static Optional<Duration> length(Path file, MediaFormat format) {
        if (format.category() != MediaFormat.Category.DM_VIDEO) {
            return Optional.empty();
        }
        try (SeekableByteChannel video = Files.newByteChannel(file)) {
            return VideoLength.of(video);
        } catch (IOException e) {
            TemporaryFiles.delete(file);
            throw new UncheckedIOException(e);
        }
    }

    private static FetchedMedia fromReply(MediaOfReply media, Runnable leave) {
        FetchedMedia problem = media.problem();
        Path file = media.file();
        if (problem != null || file == null) {
            return problem == null ? FetchedMedia.Trouble.OF_DISK : problem;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            Optional<MediaFormat> format = MediaFormat.of(bytes.readNBytes(MediaFormat.HEAD_BYTES));
            return format.isEmpty()
                    ? new FetchedMedia.Refused(
                            FetchResult.NOT_MEDIA, "media.base64: is no JPEG, PNG, GIF, WebP, MP4 or MOV")
                    : ready(file, format.get(), Files.size(file), detail -> "media.base64: is " + detail, leave);
        } catch (IOException | UncheckedIOException e) {
            LOG.atError().setCause(e).log("media of a reply cannot be read from disk");
            return FetchedMedia.Trouble.OF_DISK;
        }
    }

    // The path and the query of an address may be secret; its host is not, and tells which one is meant.
    private static String sentence(URI url, String detail) {
        return "media.url: the address at " + url.getHost() + " " + detail;
    }
}
