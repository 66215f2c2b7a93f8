package io.channeladapter.system.bots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@code src/test/javascript} says that tests need of npm, installed in another folder.
 *
 * @param folder where the programs and {@code node_modules} are
 */
record NpmPackages(Path folder) {
    private static final Path SOURCES = Path.of("src/test/javascript");

    /** Installs them, or ends the test where there is no npm. */
    static NpmPackages installIn(Path empty) throws IOException, InterruptedException {
        Node.needed();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, empty.resolve(file.getFileName()));
            }
        }
        Program.start(empty, "npm ci", Map.of()).awaitSuccess();
        return new NpmPackages(empty);
    }

    /** What a program says until it ends well. */
    String run(String command) throws IOException, InterruptedException {
        Program program = Program.start(folder, command, Map.of());
        program.awaitSuccess();
        return program.output();
    }

    /** A file of a package. */
    String read(String file) throws IOException {
        return Files.readString(folder.resolve("node_modules").resolve(file));
    }
}
