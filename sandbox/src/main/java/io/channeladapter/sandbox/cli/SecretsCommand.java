package io.channeladapter.sandbox.cli;

import io.channeladapter.sandbox.data.SecretFiles;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the secrets that an installation in containers needs, where they are missing. */
@Command(
        name = "secrets",
        description =
                "Makes a keyset, an admin token and a key for links to media for docker compose, where they are missing.",
        mixinStandardHelpOptions = true)
public final class SecretsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "DIR", description = "where they are kept (.adapter beside ./adapter)")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path home = folder == null ? Path.of(System.getProperty("adapter.home", "."), ".adapter") : folder;
        Path absolute = home.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        // A container's user is another than the files' owner: they are readable, but only the owner gets to them.
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
        }
        SecretFiles secrets = new SecretFiles(absolute, "rw-r--r--");
        secrets.keyset();
        secrets.adminToken();
        secrets.mediaKey();
        spec.commandLine().getOut().println("keyset.json, admin-token and media-key are in " + absolute);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
