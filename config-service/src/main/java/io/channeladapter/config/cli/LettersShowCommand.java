package io.channeladapter.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.config.letter.LetterId;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Shows one dead letter. */
@Command(
        name = "show",
        description = {
            "Shows one dead letter with its headers and its bytes. Changes nothing.",
            ServiceOptions.DESCRIPTION
        },
        footer = {"", "Exit codes: 0 shown; 1 not there, or not shown; 2 the arguments are wrong."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LettersShowCommand extends Question {
    private static final List<String> FACTS =
            List.of("at", "reason", "detail", "meaning", "todo", "service", "botId", "streamid", "key", "replayOf");

    @Parameters(paramLabel = "ID", description = "the letter, as list names it: 3-1042")
    private String id = "";

    @Option(names = "--bytes-to", paramLabel = "FILE", description = "write the original bytes there, exactly")
    private @Nullable Path file;

    LettersShowCommand(Map<String, String> environment) {
        super(environment, "not shown");
    }

    @Override
    void requireRight(CommandSpec command) {
        if (LetterId.read(id).isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), id + " names no dead letter: expected partition and offset, such as 3-1042");
        }
    }

    @Override
    JsonNode ask(Service service, HttpClient http) throws IOException, InterruptedException {
        JsonNode letter = service.get(http, "/api/dead-letters/" + id, "id");
        Path target = file;
        if (target != null) {
            write(service.bytes(http, "/api/dead-letters/" + id + "/bytes"), target);
        }
        return letter;
    }

    private static void write(byte[] bytes, Path target) throws IOException {
        try {
            Files.write(target, bytes);
        } catch (IOException e) {
            throw new IOException(target + " cannot be written", e);
        }
    }

    @Override
    void print(JsonNode letter, PrintWriter out) {
        out.println("Dead letter " + printable(letter.path("id").asText()));
        for (String fact : FACTS) {
            if (letter.has(fact)) {
                fact(fact, letter.path(fact).asText(), out);
            }
        }
        JsonNode origin = letter.path("origin");
        if (origin.isObject()) {
            fact(
                    "origin",
                    origin.path("topic").asText() + "-"
                            + origin.path("partition").asText() + "-"
                            + origin.path("offset").asText(),
                    out);
        }
        fact("bytes", letter.path("bytes").asText("not kept"), out);
        if (!letter.has("headers")) {
            out.println("Key, headers and bytes are for those who may change its bot's channels.");
            return;
        }
        out.println("Headers");
        letter.path("headers")
                .forEach(header ->
                        fact(header.path("name").asText(), header.path("value").asText(), out));
        if (letter.has("json")) {
            out.println("Bytes, as JSON");
            out.println(pretty(letter.path("json")));
        } else if (letter.has("base64")) {
            out.println("Bytes, in base64");
            out.println(printable(letter.path("base64").asText()));
        }
    }

    private static void fact(String name, String value, PrintWriter out) {
        out.println("  " + printable(name) + ": " + printable(value));
    }
}
