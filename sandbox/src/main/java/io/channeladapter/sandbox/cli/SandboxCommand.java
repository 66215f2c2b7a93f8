package io.channeladapter.sandbox.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.channeladapter.sandbox.Sandbox;
import io.channeladapter.sandbox.SandboxConfig;
import io.channeladapter.sandbox.channel.Addresses;
import io.channeladapter.sandbox.ports.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a sandbox until it is stopped. On standard output: a summary, then one line {@code ready {json}}. */
@Command(
        name = "sandbox",
        description = "Kafka, the four services, a simulated Twitter and an echo bot in one JVM.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SandboxCommand implements Callable<Integer> {
    /** How ports are chosen. */
    enum PortChoice {
        fixed,
        auto
    }

    @Option(
            names = "--ports",
            paramLabel = "fixed|auto",
            defaultValue = "fixed",
            description = "auto takes free ports; fixed, the default, those below")
    private PortChoice choice = PortChoice.fixed;

    @Option(
            names = "--config-port",
            paramLabel = "PORT",
            description = "page and REST interface of the config-service (8090)")
    private @Nullable Integer configPort;

    @Option(names = "--ingress-port", paramLabel = "PORT", description = "where webhooks come in (8080)")
    private @Nullable Integer ingressPort;

    @Option(names = "--simulator-port", paramLabel = "PORT", description = "the simulated Twitter and its chat (8070)")
    private @Nullable Integer simulatorPort;

    @Option(names = "--media-port", paramLabel = "PORT", description = "photos and videos for bots (8095)")
    private @Nullable Integer mediaPort;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "for Kafka clients (9092)")
    private @Nullable Integer kafkaPort;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "use this Kafka instead of the embedded one; it keeps the conversations then")
    private @Nullable String kafka;

    @Option(names = "--no-bot", description = "leave out the echo bot, so that a bot of yours may answer")
    private boolean noBot;

    @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept (.sandbox beside ./adapter)")
    private @Nullable Path data;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        SandboxConfig config = config();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        LogFile log;
        try {
            log = LogFile.in(config.data());
        } catch (IOException e) {
            err.println("sandbox cannot start: " + e.getMessage());
            return 1;
        }
        Sandbox sandbox;
        try {
            sandbox = Sandbox.start(config);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            err.println(Complaint.of("sandbox", e, log));
            return 1;
        }
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(sandbox::close));
        out.println(summary(sandbox.addresses(), config.data()));
        if (noBot) {
            out.println("No bot answers yet: start one, such as those in examples, as bot "
                    + sandbox.addresses().botId() + ".");
        }
        out.println("ready " + json(sandbox.addresses()));
        out.flush();
        String failed = sandbox.awaitFailure();
        err.println("sandbox: " + failed + " failed, stopping; see " + log.path());
        return 1;
    }

    /** What the arguments say. */
    SandboxConfig config() {
        Ports base = choice == PortChoice.auto ? Ports.free() : Ports.FIXED;
        Ports ports = new Ports(
                configPort == null ? base.config() : configPort,
                ingressPort == null ? base.ingress() : ingressPort,
                simulatorPort == null ? base.simulator() : simulatorPort,
                mediaPort == null ? base.media() : mediaPort,
                kafkaPort == null ? base.kafka() : kafkaPort);
        Path folder = data == null ? Path.of(System.getProperty("adapter.home", "."), ".sandbox") : data;
        SandboxConfig config = SandboxConfig.of(folder.toAbsolutePath().normalize(), ports);
        if (noBot) {
            config = config.withoutEchoBot();
        }
        return kafka == null ? config : config.withKafka(kafka);
    }

    private static String summary(Addresses sandbox, Path data) {
        return """
                The sandbox runs. Stop it with Ctrl-C; the next start goes on where it ended.

                  Chat with the bot   %s
                  Channels            %s
                    sign in with      %s
                  Webhooks            %s
                  Kafka               %s, topics bot.%s.events and bot.%s.replies
                  Data and logs       %s
                """.formatted(
                        sandbox.simulatorUrl(),
                        sandbox.configUrl(),
                        sandbox.adminToken(),
                        sandbox.callbackUrl(),
                        sandbox.kafka(),
                        sandbox.botId(),
                        sandbox.botId(),
                        data);
    }

    private static String json(Addresses sandbox) {
        try {
            return new JsonMapper().writeValueAsString(sandbox);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
