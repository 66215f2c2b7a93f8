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
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
final class LettersShowCommand implements Callable<Integer> {
    private static final List<String> FACTS =
            List.of("at", "reason", "detail", "meaning", "todo", "service", "botId", "streamid", "key", "replayOf");

    /** Controls, and marks that turn the direction of text or are not seen. */
    private static final Pattern OBEYED = Pattern.compile("[\\p{Cc}\\p{Cf}]");

    private final Map<String, String> environment;

    @Parameters(paramLabel = "ID", description = "the letter, as list names it: 3-1042")
    private String id = "";

    @Option(names = "--bytes-to", paramLabel = "FILE", description = "write the original bytes there, exactly")
    private @Nullable Path file;

    @Option(names = "--json", description = "print what the config-service answers, as JSON")
    private boolean json;

    @Mixin
    private final ServiceOptions where = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    LettersShowCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (LetterId.read(id).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), id + " names no dead letter: expected partition and offset, such as 3-1042");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        try (HttpClient http = ServiceOptions.http()) {
            Service service = where.find(environment);
            JsonNode letter = service.get(http, "/api/dead-letters/" + id, "id");
            Path target = file;
            if (target != null) {
                write(service.bytes(http, "/api/dead-letters/" + id + "/bytes"), target);
            }
            if (json) {
                out.println(pretty(letter));
            } else {
                print(letter, out);
            }
            return 0;
        } catch (IOException e) {
            errors.println("not shown: " + e.getMessage());
            return 1;
        } finally {
            out.flush();
            errors.flush();
        }
    }

    private static void write(byte[] bytes, Path target) throws IOException {
        try {
            Files.write(target, bytes);
        } catch (IOException e) {
            throw new IOException(target + " cannot be written", e);
        }
    }

    private static void print(JsonNode letter, PrintWriter out) {
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

    // Who wrote the record chose these: a terminal must not obey them, nor turn the text round.
    private static String printable(String text) {
        return OBEYED.matcher(text).replaceAll("\uFFFD");
    }

    // In JSON the same characters are in strings alone, the line breaks between them apart, and can be written
    // otherwise.
    private static String pretty(JsonNode json) {
        return json.toPrettyString()
                .lines()
                .map(line -> OBEYED.matcher(line)
                        .replaceAll(found -> found.group()
                                .chars()
                                .mapToObj("\\\\u%04x"::formatted)
                                .collect(Collectors.joining())))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
