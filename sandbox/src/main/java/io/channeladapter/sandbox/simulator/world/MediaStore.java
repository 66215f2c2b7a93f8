package io.channeladapter.sandbox.simulator.world;

import java.awt.Dimension;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of photos and videos, one each, named by the id of its media. In the data folder they survive a kill; without
 * one they are gone with the process. Safe for many threads.
 */
public final class MediaStore implements AutoCloseable {
    private static final Map<String, String> ENDINGS = Map.of(
            "image/jpeg", ".jpg",
            "image/png", ".png",
            "image/gif", ".gif",
            "image/webp", ".webp",
            "video/mp4", ".mp4",
            "video/quicktime", ".mov");

    private final Path folder;
    private final boolean temporary;

    /**
     * A file that is kept.
     *
     * @param id digits
     * @param contentType one of those that are taken
     * @param file where it is
     * @param size in bytes
     */
    public record Kept(String id, String contentType, Path file, long size) {
        /** Twitter's word for it. */
        public String type() {
            return switch (contentType) {
                case "image/gif" -> "animated_gif";
                case "video/mp4", "video/quicktime" -> "video";
                default -> "photo";
            };
        }

        /** Its name in addresses. */
        public String name() {
            return String.valueOf(file.getFileName());
        }

        /** Width and height in pixels; of what cannot be measured here, those of a usual video. */
        public Dimension pixels() {
            try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
                Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
                if (readers.hasNext()) {
                    ImageReader reader = readers.next();
                    reader.setInput(input);
                    return new Dimension(reader.getWidth(0), reader.getHeight(0));
                }
            } catch (IOException e) {
                // No picture, whatever it calls itself: Twitter would have refused it.
            }
            return new Dimension(1280, 720);
        }
    }

    /** A file that is not taken; the message says why. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** @param dataDir null keeps the files in a folder that is deleted at the end */
    public MediaStore(@Nullable Path dataDir) {
        try {
            temporary = dataDir == null;
            folder = dataDir == null
                    ? Files.createTempDirectory("simulator-media-")
                    : Files.createDirectories(dataDir.resolve("media"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the simulator's folder for media", e);
        }
    }

    /**
     * Keeps a file, of the sizes that Twitter takes.
     *
     * @throws Refused where Twitter takes no such file
     */
    public Kept keep(String id, String contentType, InputStream bytes) throws IOException, Refused {
        String ending = ENDINGS.get(contentType);
        if (ending == null) {
            throw new Refused(
                    "Twitter takes image/jpeg, image/png, image/gif, image/webp, video/mp4 and video/quicktime, not "
                            + contentType + ".");
        }
        Path draft = Files.createTempFile(folder, "draft", null);
        try {
            long most = most(contentType);
            try (OutputStream out = Files.newOutputStream(draft)) {
                byte[] piece = new byte[1 << 16];
                long size = 0;
                for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
                    size += read;
                    if (size > most) {
                        throw new Refused("Twitter takes at most " + most + " bytes of " + contentType + ".");
                    }
                    out.write(piece, 0, read);
                }
                if (size == 0) {
                    throw new Refused("The file is empty.");
                }
            }
            Files.move(draft, folder.resolve(id + ending), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        return find(id).orElseThrow();
    }

    /** A new, empty file for what is not whole yet. */
    Path draft() throws IOException {
        return Files.createTempFile(folder, "draft", null);
    }

    /** The file of this media; empty where none is kept. */
    public Optional<Kept> find(String id) {
        if (!id.matches("[0-9]{1,19}")) {
            return Optional.empty();
        }
        return ENDINGS.entrySet().stream()
                .map(type -> new Kept(id, type.getKey(), folder.resolve(id + type.getValue()), 0))
                .filter(kept -> Files.exists(kept.file()))
                .map(kept -> new Kept(
                        id,
                        kept.contentType(),
                        kept.file(),
                        kept.file().toFile().length()))
                .findFirst();
    }

    /** The largest file of a type. */
    static long most(String contentType) {
        return switch (contentType) {
            case "video/mp4", "video/quicktime" -> 512L << 20;
            case "image/gif" -> 15L << 20;
            default -> 5L << 20;
        };
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::toFile).forEach(File::delete);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the simulator's folder for media", e);
        }
    }
}
