package io.channeladapter.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Cancels replies that wait. */
@Command(
        name = "cancel",
        description = {
            "Cancels replies that wait in a channel: none of them is sent, and the bot is told of each as failed,"
                    + " cancelled. What may have reached Twitter already is found out first.",
            ServiceOptions.DESCRIPTION
        },
        footer = {
            "",
            "Exit codes: 0 the order was given, and is carried out within seconds; 1 it was not; 2 the arguments are"
                    + " wrong.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class OutboxCancelCommand extends Question {
    @Mixin
    private final ChannelArgument channel = new ChannelArgument();

    @Option(
            names = "--conversation",
            paramLabel = "USER",
            description = "only those for the person with this id; a conversation's key names it, too")
    private @Nullable String userId;

    @Option(names = "--id", paramLabel = "REPLY", description = "only the reply with this id")
    private @Nullable String replyId;

    @Option(names = "--all", description = "all that waits in the channel; needs --yes")
    private boolean all;

    @Option(names = "--yes", description = "it is meant")
    private boolean yes;

    OutboxCancelCommand(Map<String, String> environment) {
        super(environment, "not cancelled");
    }

    @Override
    void requireRight(CommandSpec command) {
        channel.requireRight(command);
        boolean chosen = userId != null || replyId != null;
        if (chosen == all) {
            throw new ParameterException(
                    command.commandLine(), "say what is meant by --conversation or --id, or else --all");
        }
        if (userId != null) {
            String key = channel + ":";
            userId = userId.startsWith(key) ? userId.substring(key.length()) : userId;
            if (!Conversation.isUserId(userId)) {
                throw new ParameterException(
                        command.commandLine(),
                        "--conversation must be Twitter's id of the person, 1 to 19 digits, or the key of a conversation"
                                + " of this channel");
            }
        }
        if (replyId != null && replyId.isBlank()) {
            throw new ParameterException(command.commandLine(), "--id must be the id of a reply");
        }
        if (all && !yes) {
            throw new ParameterException(
                    command.commandLine(), "--all cancels every reply that waits in the channel: add --yes to do it");
        }
    }

    @Override
    JsonNode ask(Service service, HttpClient http) throws IOException, InterruptedException {
        ObjectNode wanted = Json.object();
        if (all) {
            wanted.put("all", true);
        }
        if (userId != null) {
            wanted.put("userId", userId);
        }
        if (replyId != null) {
            wanted.put("replyId", replyId);
        }
        return service.change(http, channel.path("outbox/cancel"), wanted, "accepted");
    }

    @Override
    void print(JsonNode answer, PrintWriter out) {
        if (answer.path("waiting").asInt(1) == 0) {
            out.println(
                    "Nothing waited when this was last told, some seconds ago. What does wait of it nevertheless ends"
                            + " within seconds, and the bot is told.");
            return;
        }
        out.println("Cancelled"
                + (answer.has("waiting") ? " (" + answer.path("waiting").asText() + ")" : "")
                + ": what waits of it ends within seconds, and the bot is told.");
    }
}
