package io.channeladapter.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the channels whose replies wait; its commands look at one of them, and do something about it. */
@Command(
        name = "outbox",
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "Lists the channels in which replies wait: those that are paused first, then those that wait longest."
                    + " Changes nothing.",
            ServiceOptions.DESCRIPTION
        },
        footer = {
            "",
            "Exit codes: 0 done, also where nothing waits; 1 not done; 2 the arguments are wrong.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class OutboxCommand extends Question {
    private static final List<String> HEAD =
            List.of("CHANNEL", "BOT", "ACCOUNT", "WAITING", "OLDEST", "CAUSE", "UNTIL");

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "how many at most, 1 to 1000 (${DEFAULT-VALUE})")
    private int limit;

    private OutboxCommand(Map<String, String> environment) {
        super(environment, "not listed");
    }

    static CommandLine with(Map<String, String> environment) {
        return new CommandLine(new OutboxCommand(environment))
                .addSubcommand(new CommandLine(new OutboxShowCommand(environment)))
                .addSubcommand(new CommandLine(new OutboxCancelCommand(environment)))
                .addSubcommand(new CommandLine(new OutboxReleaseCommand(environment)));
    }

    @Override
    JsonNode ask(Service service, HttpClient http) throws IOException, InterruptedException {
        return service.get(http, "/api/outboxes?limit=" + limit, "outboxes");
    }

    @Override
    void print(JsonNode found, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        found.path("outboxes")
                .forEach(outbox -> rows.add(List.of(
                        printable(outbox.path("streamid").asText()),
                        printable(outbox.path("botId").asText()),
                        outbox.has("screenName")
                                ? "@" + printable(outbox.path("screenName").asText())
                                : "-",
                        outbox.path("waiting").asText(),
                        outbox.path("oldest").asText("-"),
                        printable(outbox.path("cause").asText("-")),
                        outbox.path("until").asText("-"))));
        if (rows.isEmpty()) {
            out.println("Nothing waits.");
            return;
        }
        TextTable.print(HEAD, rows, out);
        int total = found.path("total").asInt();
        if (total > rows.size()) {
            out.println(total - rows.size() + " more wait: give a larger --limit.");
        }
    }
}
