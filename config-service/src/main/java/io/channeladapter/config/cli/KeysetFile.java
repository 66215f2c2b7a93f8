package io.channeladapter.config.cli;

import io.channeladapter.common.secret.Keyset;
import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;

/**
 * A keyset in a file, for its owner's eyes only. It is written whole or not at all, so that a service that reads it at
 * any moment finds a keyset. Exceptions quote nothing of it.
 */
final class KeysetFile {
    private final Path path;

    KeysetFile(Path path) {
        this.path = path;
    }

    /** The keyset that is there. */
    Keyset read() throws IOException {
        String text;
        try {
            text = Files.readString(path).strip();
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file; make a keyset with: config keyset new", e);
        } catch (IOException e) {
            throw new IOException("the file cannot be read", e);
        }
        if (text.isEmpty()) {
            throw new IOException("the file is empty");
        }
        return Keyset.parse(new Secret(text));
    }

    /** Writes a first keyset and returns it. */
    Keyset create(Keyset keyset) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException("the file is there already, and stays as it is");
        }
        write(path, keyset);
        return keyset;
    }

    /** Writes what becomes of the keyset that is there, and returns it. */
    Keyset change(UnaryOperator<Keyset> step) throws IOException {
        Keyset after = step.apply(read());
        write(path.toRealPath(), after); // a link stays a link
        return after;
    }

    private static void write(Path target, Keyset keyset) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path draft = absolute.resolveSibling(absolute.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, ownersOnly(absolute));
            Files.writeString(draft, keyset.json().reveal());
            Files.move(draft, absolute, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException("the file cannot be written: its folder must be there and writable", e);
        }
    }

    private static FileAttribute<?>[] ownersOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
