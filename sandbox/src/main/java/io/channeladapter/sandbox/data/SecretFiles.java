package io.channeladapter.sandbox.data;

import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * The secrets that an installation needs, as files of a folder: {@code keyset.json}, {@code admin-token} and {@code
 * media-key}. What is
 * missing is made; what is there stays. A file is written whole or not at all, also when the process is killed.
 *
 * @param folder where they are; must be there
 * @param permissions of new files, such as {@code rw-------}
 */
public record SecretFiles(Path folder, String permissions) {
    static final String KEYSET = "keyset.json";

    private static final int TOKEN_BYTES = 24;
    private static final int MEDIA_KEY_BYTES = 32;

    /** The keyset that seals the channels' keys. */
    public Secret keyset() throws IOException {
        return keep(KEYSET, () -> Sealer.newKeyset().reveal());
    }

    /** What opens the REST interface and the page. */
    public Secret adminToken() throws IOException {
        return keep("admin-token", () -> random(TOKEN_BYTES));
    }

    /** What links to media are signed with. */
    public Secret mediaKey() throws IOException {
        return keep("media-key", () -> random(MEDIA_KEY_BYTES));
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Secret keep(String name, Supplier<String> first) throws IOException {
        Path file = folder.resolve(name);
        if (Files.notExists(file)) {
            Path draft = folder.resolve(name + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, attributes());
            Files.writeString(draft, first.get());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Secret(Files.readString(file).strip());
    }

    private FileAttribute<?>[] attributes() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
