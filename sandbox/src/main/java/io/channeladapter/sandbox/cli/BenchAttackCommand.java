package io.channeladapter.sandbox.cli;

import io.channeladapter.sandbox.bench.AttackBench;
import io.channeladapter.sandbox.bench.AttackBench.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures genuine webhooks while the ingress is attacked. */
@Command(
        name = "attack",
        description =
                "How genuine webhooks fare while the ingress is attacked. Ends with 1 where one of a hundred takes"
                        + " 100 ms or more, or one is refused.",
        mixinStandardHelpOptions = true)
public final class BenchAttackCommand implements Callable<Integer> {
    private static final Duration GOAL = Duration.ofMillis(100);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--rate", defaultValue = "500", description = "genuine webhooks a second (${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--attacks",
            defaultValue = "2000",
            description = "requests a second of an attacker that floods (${DEFAULT-VALUE})")
    private int attacks;

    @Option(names = "--seconds", defaultValue = "5", description = "for how long each attack (${DEFAULT-VALUE})")
    private int seconds;

    private @Nullable Row calm;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path data = Files.createTempDirectory("adapter-bench-");
        LogFile log = LogFile.in(data);
        List<Row> rows;
        try {
            AttackBench bench = new AttackBench(rate, attacks, Duration.ofSeconds(seconds));
            out.printf(
                    Locale.ROOT,
                    "%-38s %9s %7s %8s %6s %8s %8s %8s %8s%n",
                    "",
                    "attacks",
                    "taken",
                    "refused",
                    "lost",
                    "p50 ms",
                    "p99 ms",
                    "max ms",
                    "p99/calm");
            rows = bench.run(data, row -> print(out, row));
        } catch (InterruptedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "bench " + e.getMessage(), e);
        } catch (Exception e) {
            err.println(Complaint.of("bench", e, log) + " (the log is in " + log.path() + ")");
            return 1;
        }
        List<String> missed = rows.stream()
                .filter(row -> row.p99().compareTo(GOAL) >= 0 || row.refused() + row.lost() > 0)
                .map(Row::attack)
                .toList();
        if (!missed.isEmpty()) {
            err.println(
                    "bench: " + GOAL.toMillis() + " ms at the 99th percentile, and every webhook taken, were not kept"
                            + " during " + String.join("; ", missed) + " (the log is in " + log.path() + ")");
            return 1;
        }
        TemporaryFolder.delete(data);
        return 0;
    }

    private void print(PrintWriter out, Row row) {
        Row base = calm == null ? row : calm;
        calm = base;
        out.printf(
                Locale.ROOT,
                "%-38s %9d %7d %8d %6d %8.1f %8.1f %8.1f %8.1f%n",
                row.attack(),
                row.attacks(),
                row.taken(),
                row.refused(),
                row.lost(),
                millis(row.median()),
                millis(row.p99()),
                millis(row.longest()),
                millis(row.p99()) / millis(base.p99()));
        out.flush();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
