package io.channeladapter.sandbox.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that the whole process logs to, since standard output is for scripts.
 *
 * @param path the file
 */
record LogFile(Path path) {
    /**
     * Directs the log there; must come before the first class that logs is used.
     *
     * @throws IOException where the folder cannot be made or written; the message is for a person
     */
    static LogFile in(Path data) throws IOException {
        Path folder = data.resolve("logs");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable(data, e);
        }
        if (!Files.isWritable(folder)) {
            throw unusable(data, null);
        }
        Path file = folder.resolve("sandbox.log");
        System.setProperty("logback.configurationFile", "logback-sandbox.xml");
        System.setProperty("sandbox.log", file.toString());
        return new LogFile(file);
    }

    private static IOException unusable(Path data, @Nullable IOException cause) {
        return new IOException("the folder " + data + " cannot be made or written: name another by --data", cause);
    }
}
