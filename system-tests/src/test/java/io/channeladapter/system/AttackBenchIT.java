package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.sandbox.bench.AttackBench;
import io.channeladapter.sandbox.bench.AttackBench.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttackBenchIT {
    @Test
    void g1_underEachAttackEveryGenuineWebhookIsTaken(@TempDir Path folder) throws Exception {
        List<Row> told = new ArrayList<>();

        List<Row> rows = new AttackBench(50, 200, Duration.ofSeconds(1)).run(folder, told::add);

        assertThat(rows).isEqualTo(told).hasSize(14);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.taken()).as(row.attack()).isEqualTo(50);
            assertThat(row.refused() + row.lost()).as(row.attack()).isZero();
        });
    }
}
