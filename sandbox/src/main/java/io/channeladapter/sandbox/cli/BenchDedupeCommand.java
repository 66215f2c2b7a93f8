package io.channeladapter.sandbox.cli;

import io.channeladapter.sandbox.bench.DedupeBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what the router's memory of events takes. */
@Command(
        name = "dedupe",
        description =
                "What the router takes to remember events for a week: on disk, in the changelog, and to read it all"
                        + " again. A real router with a real broker reads the webhooks of some weeks.",
        mixinStandardHelpOptions = true)
final class BenchDedupeCommand implements Callable<Integer> {
    private static final double MILLION = 1e6;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--events", defaultValue = "1000000", description = "in each week (${DEFAULT-VALUE})")
    private int events;

    @Option(names = "--weeks", defaultValue = "3", description = "how many (${DEFAULT-VALUE})")
    private int weeks;

    @Option(names = "--partitions", defaultValue = "4", description = "of the topics (${DEFAULT-VALUE})")
    private int partitions;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path data = Files.createTempDirectory("adapter-bench-");
        LogFile log = LogFile.in(data);
        DedupeBench.Starts starts;
        try {
            DedupeBench bench = new DedupeBench(events, weeks, partitions);
            out.printf(Locale.ROOT, "%-6s %10s %9s %10s %14s%n", "week", "events", "per s", "disk MB", "changelog MB");
            starts = bench.run(data, week -> print(out, week));
        } catch (InterruptedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "bench " + e.getMessage(), e);
        } catch (Exception e) {
            spec.commandLine().getErr().println(Complaint.of("bench", e, log) + " (the log is in " + log.path() + ")");
            return 1;
        }
        out.printf(
                Locale.ROOT,
                "starts in %.1f s with its folder; in %.1f s without, reading %d records again: %.1f s per million%n",
                seconds(starts.withFolder()),
                seconds(starts.withoutFolder()),
                starts.restored(),
                seconds(starts.withoutFolder().minus(starts.withFolder())) * MILLION / starts.restored());
        out.flush();
        TemporaryFolder.delete(data);
        return 0;
    }

    private void print(PrintWriter out, DedupeBench.Week week) {
        out.printf(
                Locale.ROOT,
                "%-6d %10d %9.0f %10.1f %14.1f%n",
                week.week(),
                events,
                events / seconds(week.took()),
                week.diskBytes() / MILLION,
                week.changelogBytes() / MILLION);
        out.flush();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
