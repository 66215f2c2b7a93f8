package io.channeladapter.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.config.outbox.WaitWords;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what waits in one channel. */
@Command(
        name = "show",
        description = {
            "Shows what waits in a channel's outbox, why, and what is left of Twitter's limits. Changes nothing.",
            ServiceOptions.DESCRIPTION
        },
        footer = {"", "Exit codes: 0 shown; 1 not there, or not shown; 2 the arguments are wrong."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class OutboxShowCommand extends Question {
    private static final List<String> HEAD = List.of("PERSON", "WAITING", "SINCE", "FIRST REPLY", "CAUSE", "UNTIL");

    @Mixin
    private final ChannelArgument channel = new ChannelArgument();

    OutboxShowCommand(Map<String, String> environment) {
        super(environment, "not shown");
    }

    @Override
    void requireRight(CommandSpec command) {
        channel.requireRight(command);
    }

    @Override
    JsonNode ask(Service service, HttpClient http) throws IOException, InterruptedException {
        return service.get(http, channel.path("outbox"), "waiting");
    }

    @Override
    void print(JsonNode outbox, PrintWriter out) {
        out.println("Outbox of " + channel + ", bot "
                + printable(outbox.path("botId").asText()));
        OutboxCommand.told(outbox).forEach(line -> out.println("  " + line));
        out.println(
                outbox.path("waiting").asInt() == 0
                        ? outbox.path("stale").asBoolean() ? "  Nothing waited then." : "  Nothing waits."
                        : "  waiting: " + outbox.path("waiting").asText() + ", unchanged since "
                                + time(outbox.path("at")));
        if (outbox.has("cause")) {
            out.println("  why: "
                    + printable(
                            outbox.path("detail").asText(outbox.path("cause").asText())));
        }
        if (outbox.has("until")) {
            out.println("  until: " + time(outbox.path("until")));
        }
        if (outbox.has("pause")) {
            out.println("  paused since: " + time(outbox.at("/pause/since")) + ", by "
                    + printable(outbox.at("/pause/anomaly").asText()));
            out.println("  what to do: repair the bot, cancel what must not be sent, then release the channel by"
                    + " ./adapter outbox release " + channel);
        }
        outbox.path("quotas")
                .forEach(quota -> out.println("  left of the limit ("
                        + printable(WaitWords.ofScope(quota.path("scope").asText()))
                        + "): " + quota.path("left").asText() + " of "
                        + quota.path("limit").asText()
                        + (quota.has("resetAt") ? ", anew at " + time(quota.path("resetAt")) : "")));
        List<List<String>> rows = new ArrayList<>();
        outbox.path("heads")
                .forEach(head -> rows.add(List.of(
                        printable(head.path("userId").asText()),
                        head.path("waiting").asText(),
                        time(head.path("since")),
                        printable(head.path("replyId").asText()),
                        printable(head.path("cause").asText()),
                        time(head.path("until")))));
        if (!rows.isEmpty()) {
            out.println();
            TextTable.print(HEAD, rows, out);
            JsonNode conversations = outbox.path("conversations");
            String more = WaitWords.more(
                    outbox.path("waiting").asInt(),
                    outbox.path("heads").findValues("waiting").stream()
                            .map(JsonNode::asInt)
                            .toList(),
                    conversations.isInt() ? conversations.intValue() : null);
            if (!more.isEmpty()) {
                out.println(more + " These have waited longest; cancel --conversation takes any.");
            }
        }
    }
}
