package io.channeladapter.sandbox.data;

import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a sandbox keeps between its starts, in one folder that one sandbox uses at a time:
 *
 * <ul>
 *   <li>{@code keyset.json} and {@code admin-token}, made at the first start, for their owner's eyes only;
 *   <li>{@code kafka}, {@code simulator}, {@code state}: each part's own;
 *   <li>{@code callback-address}: under which the ingress was last made known to the simulated Twitter;
 *   <li>{@code logs/sandbox.log}.
 * </ul>
 *
 * A file is written whole or not at all, also when the process is killed.
 */
public final class DataFolder implements AutoCloseable {
    private static final int TOKEN_BYTES = 24;

    private final Path root;
    private final FileLock lock;

    private DataFolder(Path root, FileLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Opens the folder, made where it is missing, and keeps others out until it is closed or the process ends.
     *
     * @throws IOException where another sandbox uses it or it cannot be written; the message says so
     */
    public static DataFolder open(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        FileChannel channel =
                FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new IOException(
                    "another sandbox uses the folder " + absolute + ": stop it, or name another folder by --data");
        }
        return new DataFolder(absolute, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
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
        return new Secret(keep("keyset.json", () -> Sealer.newKeyset().reveal()));
    }

    /** What opens the REST interface and the page. */
    public Secret adminToken() throws IOException {
        return new Secret(keep("admin-token", () -> {
            byte[] token = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(token);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        }));
    }

    /** Whether the ingress was last made known under this address. */
    public boolean isKnownCallback(String address) throws IOException {
        Path file = root.resolve("callback-address");
        return Files.exists(file) && Files.readString(file).equals(address);
    }

    /** Remembers under which address the ingress was made known. */
    public void rememberCallback(String address) throws IOException {
        write(root.resolve("callback-address"), address);
    }

    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
    }

    private String keep(String name, Supplier<String> first) throws IOException {
        Path file = root.resolve(name);
        if (Files.notExists(file)) {
            write(file, first.get());
        }
        return Files.readString(file);
    }

    private static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, ownerOnly(file));
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
