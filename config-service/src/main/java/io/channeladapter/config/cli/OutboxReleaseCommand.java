package io.channeladapter.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** Lets a channel send again that was paused. */
@Command(
        name = "release",
        description = {
            "Lets a channel send again that was paused because what its bot wrote looked like a mistake. What waits"
                    + " is sent: cancel before what must not be.",
            ServiceOptions.DESCRIPTION
        },
        footer = {
            "",
            "Exit codes: 0 the order was given, and is carried out within seconds; 1 it was not; 2 the arguments are"
                    + " wrong.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class OutboxReleaseCommand extends Question {
    @Mixin
    private final ChannelArgument channel = new ChannelArgument();

    OutboxReleaseCommand(Map<String, String> environment) {
        super(environment, "not released");
    }

    @Override
    void requireRight(CommandSpec command) {
        channel.requireRight(command);
    }

    @Override
    JsonNode ask(Service service, HttpClient http) throws IOException, InterruptedException {
        return service.change(http, channel.path("outbox/release"), Json.object(), "accepted");
    }

    @Override
    void print(JsonNode answer, PrintWriter out) {
        out.println("Released: the channel sends again within seconds.");
    }
}
