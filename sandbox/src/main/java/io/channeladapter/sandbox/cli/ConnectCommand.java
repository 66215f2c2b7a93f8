package io.channeladapter.sandbox.cli;

import io.channeladapter.sandbox.channel.DemoChannel;
import io.channeladapter.sandbox.channel.Rest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Connects the simulator's demo account to the echo bot, in services that run elsewhere. */
@Command(
        name = "connect",
        description = "Connects the demo account of a simulator to a bot, through services that already run.",
        mixinStandardHelpOptions = true)
public final class ConnectCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "URL", description = "where the config-service is")
    private String config = "";

    @Option(names = "--simulator", required = true, paramLabel = "URL", description = "where the simulator is")
    private String simulator = "";

    @Option(names = "--token-file", required = true, paramLabel = "FILE", description = "holds the admin token")
    private @Nullable Path tokenFile;

    @Option(names = "--bot", paramLabel = "ID", description = "the bot (demo)")
    private String botId = "demo";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String token = tokenFile == null ? "" : Files.readString(tokenFile).strip();
            DemoChannel channel = new DemoChannel(
                    new Rest(http, config, Map.of("Authorization", "Bearer " + token)),
                    new Rest(http, simulator, Map.of()),
                    botId);
            // That the ingress answers is what the first step of authorizing waits for.
            DemoChannel.Enabled enabled = channel.enable(callbackUrl -> {});
            spec.commandLine().getOut().println("connected: " + enabled.streamId() + " at " + enabled.callbackUrl());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("not connected: " + e.getMessage());
            spec.commandLine().getErr().flush();
            return 1;
        }
    }
}
