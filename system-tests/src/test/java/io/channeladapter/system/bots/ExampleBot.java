package io.channeladapter.system.bots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs in {@code examples}, each run as its README says. */
enum ExampleBot {
    JAVA("java", "Bot.java"),
    JAVASCRIPT("javascript", "bot.js");

    private static final Pattern COMMAND = Pattern.compile("```sh\n(.* && .*)\n```");

    private final String folder;
    private final String program;

    ExampleBot(String folder, String program) {
        this.folder = folder;
        this.program = program;
    }

    /** The program itself. */
    Path source() {
        return folder().resolve(program);
    }

    /** The one command of its README: what fetches the libraries, then what starts it. */
    List<String> command() {
        try {
            Matcher command = COMMAND.matcher(Files.readString(folder().resolve("README.md")));
            if (!command.find()) {
                throw new AssertionError(folder() + "/README.md names no command");
            }
            return List.of(command.group(1).split(" && ", 2));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A copy of it in another folder, with its libraries; nothing is left among the sources. */
    Installed installIn(Path empty) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, empty.resolve(file.getFileName()));
            }
        }
        Installed installed = new Installed(empty, command().getLast());
        installed.run(command().getFirst(), Map.of()).awaitSuccess();
        return installed;
    }

    /**
     * A copy that can be started.
     *
     * @param folder where it runs and keeps its files
     */
    record Installed(Path folder, String start) {
        /** Starts it as this bot. */
        Program start(String kafka, String botId) throws IOException {
            return run(start, Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka, "BOT_ID", botId));
        }

        private Program run(String command, Map<String, String> environment) throws IOException {
            return Program.start(folder, command, environment);
        }
    }

    private Path folder() {
        return Path.of("..", "examples", folder);
    }
}
