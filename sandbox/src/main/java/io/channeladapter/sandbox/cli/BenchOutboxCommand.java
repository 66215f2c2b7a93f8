package io.channeladapter.sandbox.cli;

import io.channeladapter.sandbox.bench.Measured;
import io.channeladapter.sandbox.bench.OutboxBench;
import io.channeladapter.sandbox.bench.OutboxBench.Kept;
import io.channeladapter.sandbox.bench.OutboxBench.Sent;
import io.channeladapter.sandbox.bench.OutboxBench.Start;
import io.channeladapter.sandbox.bench.OutboxBench.TakenIn;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what replies that wait cost. */
@Command(
        name = "outbox",
        description =
                "What many replies that wait in a blocked channel cost: to take them in, to keep them, to start with"
                        + " them, and the replies of ten other channels, from the bot's record until it is told that Twitter took"
                        + " the message. Ends with 1 where the egress's thread works half as long again for each of those as it does"
                        + " where nothing waits.",
        mixinStandardHelpOptions = true)
public final class BenchOutboxCommand implements Callable<Integer> {
    private static final double MILLION = 1e6;
    private static final double GOAL = 1.5;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--waiting",
            defaultValue = "100000",
            description = "how many wait, ten to a person (${DEFAULT-VALUE}; up to 1000000)")
    private int waiting;

    @Option(
            names = "--replies",
            defaultValue = "3000",
            description = "of the other channels, written at once (${DEFAULT-VALUE})")
    private int replies;

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "of the other channels, written a second (${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--seconds", defaultValue = "10", description = "for how long (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--call-millis",
            defaultValue = "50",
            description = "how long Twitter takes for a call (${DEFAULT-VALUE})")
    private int callMillis;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path data = Files.createTempDirectory("adapter-bench-");
        LogFile log = LogFile.in(data);
        OutboxBench.Result result;
        try {
            OutboxBench bench =
                    new OutboxBench(waiting, replies, rate, Duration.ofSeconds(seconds), Duration.ofMillis(callMillis));
            out.printf(
                    Locale.ROOT,
                    "load of this machine before: %.1f, with %d processors%n%n%-32s %7s %7s %7s %7s %7s %7s %7s %7s %7s%n",
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    Runtime.getRuntime().availableProcessors(),
                    "replies of the other channels",
                    "sent",
                    "per s",
                    "/alone",
                    "work ms",
                    "/alone",
                    "p50 ms",
                    "/alone",
                    "p99 ms",
                    "/alone");
            out.flush();
            result = bench.run(data, (sent, alone) -> print(out, sent, alone));
        } catch (InterruptedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "bench " + e.getMessage(), e);
        } catch (Exception e) {
            err.println(Complaint.of("bench", e, log) + " (the log is in " + log.path() + ")");
            return 1;
        }
        print(out, result);
        TemporaryFolder.delete(data);
        // It gets faster while it runs, so the shorter of both is what it is to be compared with.
        Duration alone = Stream.of(result.alone(), result.again())
                .map(sent -> sent.getFirst().work())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        double work = ratio(result.beside().getFirst().work(), alone);
        if (work >= GOAL) {
            err.printf(
                    Locale.ROOT, "bench: beside what waits, a reply of another channel is %.2f times the work%n", work);
            return 1;
        }
        return 0;
    }

    private static void print(PrintWriter out, Sent sent, Sent alone) {
        Measured times = sent.times();
        out.printf(
                Locale.ROOT,
                "%-32s %7d %7.0f %7.2f %7.2f %7.2f %7.0f %7.2f %7.0f %7.2f%n",
                times.name(),
                times.requests(),
                times.perSecond(),
                times.perSecond() / alone.times().perSecond(),
                millis(sent.work()),
                ratio(sent.work(), alone.work()),
                millis(times.median()),
                ratio(times.median(), alone.times().median()),
                millis(times.p99()),
                ratio(times.p99(), alone.times().p99()));
        out.flush();
    }

    private static double ratio(Duration one, Duration other) {
        return (double) one.toNanos() / other.toNanos();
    }

    private void print(PrintWriter out, OutboxBench.Result result) {
        TakenIn takenIn = result.takenIn();
        Kept kept = result.kept();
        out.printf(
                Locale.ROOT,
                "%ntaken in     %.1f s, %.0f a second; a reply of another channel right behind them is sent after %.1f s%n"
                        + "disk         %.1f MB, and %.1f MB at the broker, for these alone%n"
                        + "heap in use  %.0f MB before and %.0f MB with them, Kafka and all others included%n"
                        + "cancelled    %.0f s%n%n"
                        + "%-32s %10s %10s %10s %10s %10s%n",
                seconds(takenIn.took()),
                waiting / seconds(takenIn.took()),
                seconds(takenIn.behind()),
                kept.diskBytes() / MILLION,
                kept.changelogBytes() / MILLION,
                kept.heapBefore() / MILLION,
                kept.heap() / MILLION,
                seconds(result.cancelled()),
                "seconds from a start until",
                "changelog",
                "restored",
                "read",
                "in order",
                "other sent");
        for (Start start : result.starts()) {
            out.printf(
                    Locale.ROOT,
                    "%-32s %10d %10.1f %10.1f %10.1f %10.1f%n",
                    String.format(
                            Locale.ROOT, "%,d, %s", start.waiting(), start.withFolder() ? "its folder" : "no folder"),
                    start.restored(),
                    seconds(start.running()),
                    seconds(start.read()),
                    seconds(start.inOrder()),
                    seconds(start.first()));
        }
        out.flush();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
