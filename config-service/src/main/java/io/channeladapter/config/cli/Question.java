package io.channeladapter.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that asks a running config-service once and prints the answer, as a text or as the JSON that it is. Exit
 * codes: 0 answered; 1 not, or refused; 2 the arguments are wrong.
 */
abstract class Question implements Callable<Integer> {
    /** Controls, and marks that turn the direction of text or are not seen. */
    private static final Pattern OBEYED = Pattern.compile("[\\p{Cc}\\p{Cf}]");

    private final Map<String, String> environment;
    private final String undone;

    @Option(names = "--json", description = "print what the config-service answers, as JSON")
    private boolean json;

    @Mixin
    private final ServiceOptions where = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** @param undone said where there is no answer, such as {@code not listed} */
    Question(Map<String, String> environment, String undone) {
        this.environment = environment;
        this.undone = undone;
    }

    /** Refuses arguments that make no sense, before anything is asked. */
    void requireRight(CommandSpec command) {}

    /** Asks; the message of an {@code IOException} is for a person. */
    abstract JsonNode ask(Service service, HttpClient http) throws IOException, InterruptedException;

    /** Prints the answer for a person. */
    abstract void print(JsonNode answer, PrintWriter out);

    @Override
    public final Integer call() throws InterruptedException {
        requireRight(spec);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        try (HttpClient http = ServiceOptions.http()) {
            JsonNode answer = ask(where.find(environment), http);
            if (json) {
                out.println(pretty(answer));
            } else {
                print(answer, out);
            }
            return 0;
        } catch (IOException e) {
            errors.println(undone + ": " + e.getMessage());
            return 1;
        } finally {
            out.flush();
            errors.flush();
        }
    }

    /** A time to the second, which is enough for a person; {@code -} where there is none. */
    static String time(JsonNode instant) {
        try {
            return instant.isTextual()
                    ? Instant.parse(instant.asText())
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString()
                    : "-";
        } catch (DateTimeException e) {
            return printable(instant.asText());
        }
    }

    /** A text that others chose: a terminal must not obey it, nor turn it round. */
    static String printable(String text) {
        return OBEYED.matcher(text).replaceAll("\uFFFD");
    }

    /**
     * JSON over several lines: the same characters are in strings alone, the line breaks between them apart, and can be
     * written otherwise.
     */
    static String pretty(JsonNode json) {
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
