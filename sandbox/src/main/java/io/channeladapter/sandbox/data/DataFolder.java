package io.channeladapter.sandbox.data;

import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * All that a sandbox keeps between its starts, in one folder that one sandbox uses at a time:
 *
 * <ul>
 *   <li>{@code keyset.json}, {@code admin-token} and {@code media-key}, made at the first start, for their owner's eyes only;
 *   <li>{@code config-url}: where the config-service is, while the sandbox runs;
 *   <li>{@code kafka}, {@code simulator}, {@code state}: each part's own;
 *   <li>{@code logs/sandbox.log}.
 * </ul>
 */
public final class DataFolder implements AutoCloseable {
    private static final String CONFIG_URL = "config-url";

    private final Path root;
    private final FileChannel lockFile;

    private DataFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Opens the folder, made where it is missing, and keeps others out until it is closed or the process ends.
     *
     * @throws IOException where another sandbox uses it or it cannot be written; the message says so
     */
    public static DataFolder open(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        FileChannel lockFile =
                FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(lockFile) == null) {
            lockFile.close();
            throw new IOException(
                    "another sandbox uses the folder " + absolute + ": stop it, or name another folder by --data");
        }
        return new DataFolder(absolute, lockFile);
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /** A part's own folder. */
    public Path folder(String part) {
        return root.resolve(part);
    }

    /** The keyset that seals the channels' keys. */
    public Secret keyset() throws IOException {
        return secrets().keyset();
    }

    /** The file that the keyset is in. */
    public Path keysetFile() throws IOException {
        keyset();
        return root.resolve(SecretFiles.KEYSET);
    }

    /** What opens the REST interface and the page. */
    public Secret adminToken() throws IOException {
        return secrets().adminToken();
    }

    /** What links to media are signed with. */
    public Secret mediaKey() throws IOException {
        return secrets().mediaKey();
    }

    /** Notes for {@code ./adapter doctor} where the config-service is. */
    public void noteConfigUrl(String url) throws IOException {
        Files.writeString(root.resolve(CONFIG_URL), url);
    }

    private SecretFiles secrets() {
        return new SecretFiles(root, "rw-------");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(root.resolve(CONFIG_URL));
        lockFile.close();
    }
}
