package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.sandbox.bench.ChannelsBench;
import io.channeladapter.sandbox.bench.Measured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelsBenchIT {
    @Test
    void everyKindOfRequestIsAnsweredAndMeasured(@TempDir Path folder) throws Exception {
        List<Measured> told = new ArrayList<>();

        ChannelsBench.Result result = new ChannelsBench(1_000, 2, Duration.ofMillis(100)).run(folder, told::add);

        assertThat(result.kinds()).isEqualTo(told).hasSize(13);
        assertThat(told).allSatisfy(kind -> assertThat(kind.requests()).isPositive());
    }
}
