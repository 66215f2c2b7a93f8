package io.channeladapter.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters, the newest first. */
@Command(
        name = "list",
        description = {"Lists dead letters, the newest first. Changes nothing.", ServiceOptions.DESCRIPTION},
        footer = {"", "Exit codes: 0 listed, also where there are none; 1 not listed; 2 the arguments are wrong."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LettersListCommand extends Question {
    private static final List<String> HEAD = List.of("ID", "GIVEN UP", "REASON", "BOT", "CHANNEL", "FROM");

    @Mixin
    private final LetterOptions letters = new LetterOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "how many at most, 1 to 200 (${DEFAULT-VALUE})")
    private int limit;

    LettersListCommand(Map<String, String> environment) {
        super(environment, "not listed");
    }

    @Override
    JsonNode ask(Service service, HttpClient http) throws IOException, InterruptedException {
        return service.get(http, "/api/dead-letters" + letters.query(limit), "letters");
    }

    @Override
    void print(JsonNode found, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        found.path("letters")
                .forEach(letter -> rows.add(List.of(
                        letter.path("id").asText(),
                        letter.path("at").asText(),
                        letter.path("reason").asText() + (letter.has("replayOf") ? " (again)" : ""),
                        letter.path("botId").asText("-"),
                        letter.path("streamid").asText("-"),
                        letter.at("/origin/topic").asText("-"))));
        if (rows.isEmpty()) {
            out.println("No dead letter was found.");
        } else {
            TextTable.print(HEAD, rows, out);
        }
        if (found.has("next")) {
            out.println("There are older ones: give --to " + rows.getLast().get(1) + ", or a larger --limit.");
        }
        if (!found.path("whole").asBoolean()) {
            out.println("There was more than one look may cost. Looked at everything from "
                    + found.path("from").asText() + " to " + found.path("to").asText("now")
                    + ": ask for a shorter time by --from and --to.");
        }
    }
}
