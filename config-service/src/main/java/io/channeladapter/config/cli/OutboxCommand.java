package io.channeladapter.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.outbox.Freshness;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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
    /** As many as one answer has. */
    private static final int PAGE = 200;

    private static final List<String> HEAD =
            List.of("CHANNEL", "BOT", "ACCOUNT", "WAITING", "OLDEST", "CAUSE", "UNTIL");

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "how many at most, from 1 on (${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--bot", paramLabel = "BOT", description = "only channels of this bot")
    private @Nullable String botId;

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
    void requireRight(CommandSpec command) {
        if (limit < 1) {
            throw new ParameterException(command.commandLine(), "--limit must be 1 or more");
        }
        if (botId != null && !BotId.isValid(botId)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--bot must have 2 to 63 lower-case letters, digits and hyphens, no hyphen first");
        }
    }

    // As many pages as it takes, as one answer.
    @Override
    JsonNode ask(Service service, HttpClient http) throws IOException, InterruptedException {
        ObjectNode all = Json.object();
        ArrayNode outboxes = all.putArray("outboxes");
        String next = "";
        do {
            JsonNode page = service.get(
                    http,
                    "/api/outboxes?limit=" + Math.min(PAGE, limit - outboxes.size())
                            + (botId == null ? "" : "&botId=" + botId)
                            + (next.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8)),
                    "outboxes");
            page.path("outboxes").forEach(outboxes::add);
            for (String field : List.of("total", "asOf", "ageSeconds", "stale")) {
                if (page.has(field)) {
                    all.set(field, page.path(field));
                }
            }
            next = page.path("next").asText();
        } while (!next.isEmpty() && outboxes.size() < limit);
        if (!next.isEmpty()) {
            all.put("next", next);
        }
        return all;
    }

    /** How far what the config-service shows can be believed; nothing where it does not say. */
    static List<String> told(JsonNode shown) {
        if (!shown.has("stale")) {
            return List.of();
        }
        if (!shown.has("asOf")) {
            return List.of(
                    "Not known yet: adapter-egress has not told of everything. See whether it runs, and is ready.");
        }
        String asOf = time(shown.path("asOf"));
        String age = Freshness.words(shown.path("ageSeconds").asLong());
        return shown.path("stale").asBoolean()
                ? List.of(
                        "OLD: this was so " + age + " ago, at " + asOf + ".",
                        "adapter-egress has told nothing since: see whether it runs, and is ready. What waits may be more,"
                                + " and what stands here may be over.")
                : List.of("As of " + asOf + ", " + age + " ago.");
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
                        time(outbox.path("oldest")),
                        printable(outbox.path("cause").asText("-")),
                        time(outbox.path("until")))));
        told(found).forEach(out::println);
        if (rows.isEmpty()) {
            out.println(found.path("stale").asBoolean() ? "Nothing waited then." : "Nothing waits.");
            return;
        }
        TextTable.print(HEAD, rows, out);
        if (found.has("next")) {
            int more = Math.max(1, found.path("total").asInt() - rows.size());
            out.println(
                    more + (more == 1 ? " more channel waits" : " more channels wait") + ": give a larger --limit.");
        }
    }
}
