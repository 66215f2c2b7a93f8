package io.channeladapter.sandbox.simulator.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What apps upload: piece by piece, held against what was announced, then processed for a while where it moves. One is
 * for one message of the user who uploaded it, within a day. The file is kept with those of people's messages; what is
 * under way is gone with the process. Safe for many threads.
 */
public final class Uploads {
    private static final Duration LIFETIME = Duration.ofDays(1);
    private static final int MOST_PIECES = 1_000;
    private static final int LARGEST_PIECE = 5 << 20;
    private static final Map<String, List<String>> CATEGORIES = Map.of(
            "dm_image", List.of("image/jpeg", "image/png", "image/webp"),
            "dm_gif", List.of("image/gif"),
            "dm_video", List.of("video/mp4", "video/quicktime"),
            "tweet_image", List.of("image/jpeg", "image/png", "image/webp"),
            "tweet_gif", List.of("image/gif"),
            "tweet_video", List.of("video/mp4", "video/quicktime"));

    private final MediaStore store;
    private final Duration processing;
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    /** @param processing how long Twitter needs for a video or an animated picture */
    public Uploads(MediaStore store, Duration processing) {
        this.store = store;
        this.processing = processing;
    }

    /** A step that is refused; the message is Twitter's. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** Why media cannot be in a message. */
    public enum Unfit {
        /** None that this user has uploaded. */
        UNKNOWN,
        /** Not processed, not for direct messages, or in a message already. */
        INVALID
    }

    /**
     * How far an upload is.
     *
     * @param id of the media
     * @param size bytes so far
     * @param state null where there is nothing to process
     * @param percent of processing
     * @param error why it failed; null where it did not
     */
    public record Stage(
            String id,
            long size,
            @Nullable State state,
            int percent,
            @Nullable String error) {}

    /** Twitter's states of processing. */
    public enum State {
        PENDING,
        IN_PROGRESS,
        SUCCEEDED,
        FAILED
    }

    private static final class Upload {
        private final String owner;
        private final String type;
        private final String category;
        private final long total;
        private final Path file;
        private final Instant begun;
        private final List<Long> starts = new ArrayList<>();
        private long size;
        private @Nullable Instant finished;
        private boolean failing;
        private boolean used;

        Upload(String owner, String type, String category, long total, Path file, Instant begun) {
            this.owner = owner;
            this.type = type;
            this.category = category;
            this.total = total;
            this.file = file;
            this.begun = begun;
        }

        boolean moves() {
            return category.endsWith("_gif") || category.endsWith("_video");
        }
    }

    /** Begins an upload under a new id. */
    public void begin(String id, String owner, String type, String category, long total, Instant now) throws Refused {
        List<String> types = CATEGORIES.get(category);
        if (types == null) {
            throw new Refused("media_category parameter is invalid.");
        }
        if (!types.contains(type)) {
            throw new Refused("media type unrecognized.");
        }
        if (total < 1 || total > MediaStore.most(type)) {
            throw new Refused("File size exceeds " + MediaStore.most(type) + " bytes.");
        }
        try {
            uploads.put(id, new Upload(owner, type, category, total, store.draft(), now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the next piece, or the last one again. */
    public void append(String id, String owner, int segment, byte[] piece) throws Refused {
        Upload upload = own(id, owner);
        synchronized (upload) {
            if (upload.finished != null) {
                throw new Refused("The upload is finalized.");
            }
            if (segment < 0
                    || segment >= MOST_PIECES
                    || segment > upload.starts.size()
                    || segment < upload.starts.size() - 1) {
                throw new Refused("segment_index " + segment + " does not follow " + (upload.starts.size() - 1) + ".");
            }
            if (piece.length == 0 || piece.length > LARGEST_PIECE) {
                throw new Refused("A segment has 1 to " + LARGEST_PIECE + " bytes.");
            }
            if (segment == upload.starts.size()) {
                upload.starts.add(upload.size);
            }
            long start = upload.starts.get(segment);
            if (start + piece.length > upload.total) {
                throw new Refused("Segments exceed the total file size.");
            }
            try (FileChannel file = FileChannel.open(upload.file, StandardOpenOption.WRITE)) {
                file.truncate(start).position(start);
                java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(piece);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            upload.size = start + piece.length;
        }
    }

    /**
     * Ends the pieces.
     *
     * @param failing whether its processing will fail
     */
    public Stage finish(String id, String owner, boolean failing, Instant now) throws Refused {
        Upload upload = own(id, owner);
        synchronized (upload) {
            if (upload.finished != null) {
                throw new Refused("The upload is finalized.");
            }
            if (upload.size != upload.total) {
                throw new Refused("Segments do not add up to provided total file size.");
            }
            try (InputStream bytes = Files.newInputStream(upload.file)) {
                if (!isOf(upload.type, bytes.readNBytes(12))) {
                    throw new Refused("media type unrecognized.");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try (InputStream bytes = Files.newInputStream(upload.file)) {
                store.keep(id, upload.type, bytes);
                Files.deleteIfExists(upload.file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MediaStore.Refused e) {
                throw new Refused(String.valueOf(e.getMessage()));
            }
            upload.finished = now;
            upload.failing = failing;
            return stage(id, upload, now);
        }
    }

    /** How far it is. */
    public Stage status(String id, String owner, Instant now) throws Refused {
        Upload upload = own(id, owner);
        synchronized (upload) {
            return stage(id, upload, now);
        }
    }

    /** Whether an upload of this id was finished, by whomever. */
    public boolean knows(String id) {
        Upload upload = uploads.get(id);
        return upload != null && isFinished(upload);
    }

    /** Puts media into a message of a user, or tells why they cannot be there. */
    public Optional<Unfit> use(String id, String owner, Instant now) {
        Upload upload = uploads.get(id);
        if (upload == null
                || !upload.owner.equals(owner)
                || upload.begun.plus(LIFETIME).isBefore(now)) {
            return Optional.of(Unfit.UNKNOWN);
        }
        synchronized (upload) {
            State state = upload.finished == null
                    ? State.PENDING
                    : stage(id, upload, now).state();
            if (upload.used || !upload.category.startsWith("dm_") || (state != null && state != State.SUCCEEDED)) {
                return Optional.of(Unfit.INVALID);
            }
            upload.used = true;
            return Optional.empty();
        }
    }

    /** The message was not sent after all. */
    public void unuse(String id) {
        Upload upload = uploads.get(id);
        if (upload != null) {
            synchronized (upload) {
                upload.used = false;
            }
        }
    }

    private static boolean isFinished(Upload upload) {
        synchronized (upload) {
            return upload.finished != null;
        }
    }

    private Upload own(String id, String owner) throws Refused {
        Upload upload = uploads.get(id);
        if (upload == null || !upload.owner.equals(owner)) {
            throw new Refused("Media ID " + id + " is invalid.");
        }
        return upload;
    }

    private Stage stage(String id, Upload upload, Instant now) {
        Instant finished = upload.finished;
        if (finished == null || !upload.moves()) {
            return new Stage(id, upload.size, null, 0, null);
        }
        long whole = Math.max(1, processing.toMillis());
        long passed = Duration.between(finished, now).toMillis();
        if (passed < whole) {
            boolean begun = passed > whole / 2;
            return new Stage(
                    id, upload.size, begun ? State.IN_PROGRESS : State.PENDING, (int) (100 * passed / whole), null);
        }
        return upload.failing
                ? new Stage(id, upload.size, State.FAILED, 100, "file is currently unsupported")
                : new Stage(id, upload.size, State.SUCCEEDED, 100, null);
    }

    private static boolean isOf(String type, byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        return switch (type) {
            case "image/jpeg" -> start.startsWith("\u00ff\u00d8\u00ff");
            case "image/png" -> start.startsWith("\u0089PNG");
            case "image/gif" -> start.startsWith("GIF8");
            case "image/webp" -> start.startsWith("RIFF") && start.endsWith("WEBP");
            default -> start.length() > 8 && start.startsWith("ftyp", 4);
        };
    }
}
