package io.channeladapter.sandbox.cli;

import io.channeladapter.sandbox.bench.ChannelsBench;
import io.channeladapter.sandbox.bench.Measured;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures. Each subject is a subcommand. */
@Command(
        name = "bench",
        description = "Measures the adapter on this machine.",
        subcommands = {BenchDedupeCommand.class, BenchAttackCommand.class, BenchOutboxCommand.class},
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Runnable {
    private static final Duration GOAL = Duration.ofMillis(300);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "what to measure is missing: channels, dedupe, attack or outbox");
    }

    @Command(
            name = "channels",
            description = "How fast many channels are listed, searched and opened over HTTP. Ends with 1 where one"
                    + " answer of a hundred takes 300 ms or more.",
            mixinStandardHelpOptions = true)
    int channels(
            @Option(names = "--channels", defaultValue = "100000", description = "how many (${DEFAULT-VALUE})")
                    int channels,
            @Option(names = "--clients", defaultValue = "8", description = "how many ask at once (${DEFAULT-VALUE})")
                    int clients,
            @Option(
                            names = "--seconds",
                            defaultValue = "5",
                            description = "for how long each kind of request (${DEFAULT-VALUE})")
                    int seconds)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path data = Files.createTempDirectory("adapter-bench-");
        LogFile log = LogFile.in(data);
        ChannelsBench.Result result;
        try {
            ChannelsBench bench = new ChannelsBench(channels, clients, Duration.ofSeconds(seconds));
            out.printf(
                    Locale.ROOT, "%-24s %9s %9s %9s %9s %9s%n", "", "answers", "per s", "p50 ms", "p99 ms", "max ms");
            result = bench.run(data, kind -> print(out, kind));
        } catch (InterruptedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "bench " + e.getMessage(), e);
        } catch (Exception e) {
            err.println(Complaint.of("bench", e, log) + " (the log is in " + log.path() + ")");
            return 1;
        }
        out.printf(Locale.ROOT, "ready to answer after %.1f s%n", result.ready().toMillis() / 1e3);
        out.flush();
        TemporaryFolder.delete(data);
        List<String> slow = result.kinds().stream()
                .filter(kind -> kind.p99().compareTo(GOAL) >= 0)
                .map(Measured::name)
                .toList();
        if (!slow.isEmpty()) {
            err.println("bench: " + GOAL.toMillis() + " ms at the 99th percentile were not kept by "
                    + String.join("; ", slow));
            return 1;
        }
        return 0;
    }

    private static void print(PrintWriter out, Measured kind) {
        out.printf(
                Locale.ROOT,
                "%-24s %9d %9.0f %9.1f %9.1f %9.1f%n",
                kind.name(),
                kind.requests(),
                kind.perSecond(),
                millis(kind.median()),
                millis(kind.p99()),
                millis(kind.longest()));
        out.flush();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
