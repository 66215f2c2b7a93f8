package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.sandbox.bench.OutboxBench;
import io.channeladapter.sandbox.bench.OutboxBench.Sent;
import io.channeladapter.sandbox.bench.OutboxBench.Start;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxBenchIT {
    private static final int WAITING = 2_000;

    @Test
    void g6_neitherOtherChannelsNorTheInputWaitForABlockedOneWhoseRepliesAreThereAfterEachStart(@TempDir Path folder)
            throws Exception {
        List<Sent> told = new ArrayList<>();

        OutboxBench.Result result = new OutboxBench(WAITING, 200, 50, Duration.ofSeconds(1), Duration.ofMillis(5))
                .run(folder, (sent, alone) -> told.add(sent));

        assertThat(Stream.of(result.alone(), result.beside(), result.again()).flatMap(List::stream))
                .containsExactlyElementsOf(told)
                .allSatisfy(sent -> assertThat(sent.work()).isPositive())
                .extracting(sent -> sent.times().requests())
                .containsExactly(200, 50, 200, 50, 200, 50);
        assertThat(result.starts()).extracting(Start::waiting).containsExactly(1, WAITING, WAITING);
        assertThat(result.starts()).extracting(Start::withFolder).containsExactly(true, true, false);
        assertThat(result.starts().getLast().restored()).isGreaterThan(2 * WAITING);
        assertThat(result.kept().diskBytes()).isPositive();
    }
}
