package io.channeladapter.sandbox.simulator.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The world on disk: {@code world.jsonl} in the data folder, one change a line, only ever appended to.
 *
 * <p>A line is written before its change is seen by anyone, so a killed process has lost nothing that it showed. A last
 * line without its end was never shown: it is cut off at the next start. Any other unreadable line is an error that
 * names it. One thread at a time.
 */
public final class Journal implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    // Not a FileChannel for writing: that one would close when a writing thread is interrupted.
    private final @Nullable RandomAccessFile file;

    private Journal(@Nullable RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Replays what the folder holds and makes ready to append.
     *
     * @param dataDir created if missing; null keeps nothing
     * @param replay gets each change, oldest first
     * @throws UncheckedIOException if the folder cannot be read or written
     * @throws IllegalStateException if a whole line is no change, or another simulator uses the folder
     */
    public static Journal open(@Nullable Path dataDir, Consumer<Change> replay) {
        if (dataDir == null) {
            return new Journal(null);
        }
        try {
            Files.createDirectories(dataDir);
            Path path = dataDir.resolve("world.jsonl");
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                lock(file.getChannel(), dataDir);
                long whole = replay(path, replay);
                file.setLength(whole);
                file.seek(whole);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
            return new Journal(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the simulator's data folder " + dataDir, e);
        }
    }

    // Held until the channel closes, by this process or by its death.
    private static void lock(FileChannel file, Path dataDir) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IllegalStateException(
                    "The simulator's data folder " + dataDir + " is in use by another simulator");
        }
    }

    private static long replay(Path path, Consumer<Change> replay) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        int start = 0;
        int line = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line++;
                replay.accept(read(path, line, new String(bytes, start, i - start, StandardCharsets.UTF_8)));
                start = i + 1;
            }
        }
        return start;
    }

    private static Change read(Path path, int number, String line) {
        try {
            return JSON.readValue(line, Change.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Line " + number + " of " + path + " is no change of the simulator", e);
        }
    }

    /** Writes one change. */
    public void append(Change change) {
        if (file == null) {
            return;
        }
        try {
            file.write((JSON.writeValueAsString(change) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the simulator's journal", e);
        }
    }

    @Override
    public void close() {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the simulator's journal", e);
        }
    }
}
