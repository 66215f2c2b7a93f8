package io.channeladapter.sandbox.cli;

import java.nio.file.Path;

/**
 * The file that the whole process logs to, since standard output is for scripts.
 *
 * @param path the file
 */
record LogFile(Path path) {
    /** Directs the log there; must come before the first class that logs is used. */
    static LogFile in(Path data) {
        Path file = data.resolve("logs").resolve("sandbox.log");
        System.setProperty("logback.configurationFile", "logback-sandbox.xml");
        System.setProperty("sandbox.log", file.toString());
        return new LogFile(file);
    }
}
