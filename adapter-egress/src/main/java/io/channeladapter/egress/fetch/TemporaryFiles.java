package io.channeladapter.egress.fetch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Files on their way from a bot to Twitter: on disk, since a video would fill the heap. Each is deleted when its upload
 * has ended, and what a killed process left is deleted at the next start. Safe for many threads.
 */
final class TemporaryFiles {
    private final Path folder;

    /** Makes the folder, or empties it. */
    TemporaryFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (Stream<Path> left = Files.list(folder)) {
            left.map(Path::toFile).filter(File::isFile).forEach(File::delete);
        }
    }

    /** A new, empty file. */
    Path create() throws IOException {
        return Files.createTempFile(folder, "media-", null);
    }

    /** Deletes a file; one that cannot be is left to the next start. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Nobody reads it any more, and the next start tries again.
        }
    }
}
