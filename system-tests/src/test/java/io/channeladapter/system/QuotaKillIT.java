package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.sandbox.simulator.world.SendLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sender is killed in the middle of a window: as Twitter counts, the limit is used up and never asked beyond. */
class QuotaKillIT {
    private static final BotId BOT = new BotId("first");
    private static final int LIMIT = 40;
    /** What was counted and not yet taken out of the store when it was killed counts twice at most. */
    private static final int LEAST = 30;
    /** Too few to use the window up. */
    private static final int BEFORE_THE_KILL = 30;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void g8_killOverdrawsNoWindow() throws Exception {
        SendLimits limits = new SendLimits(LIMIT, 10_000, 0, Duration.ofHours(24));
        try (OutboundStage stage = new OutboundStage(folder, List.of(BOT), limits)) {
            ReadyChannel channel = stage.newChannel(BOT);
            List<String> people = IntStream.range(0, 10)
                    .mapToObj(p -> stage.twitter().addPerson("P" + p))
                    .toList();
            stage.twitter().fault("*", "latency", Map.of("millis", 500));
            Program sender = stage.startSender("a");
            reply(stage, channel, people, 0, BEFORE_THE_KILL);

            await("the window is partly used")
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(20, TimeUnit.MILLISECONDS)
                    .until(() -> stats(stage, channel).path("counted").asInt() >= 15);
            sender.kill();
            reply(stage, channel, people, BEFORE_THE_KILL, 100);
            sender.startAgain();

            await("the window is used up")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> stats(stage, channel).path("counted").asInt() >= LEAST);
            await("and nothing is asked for beyond it")
                    .during(Duration.ofSeconds(15))
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> {
                        JsonNode stats = stats(stage, channel);
                        assertThat(stats.path("counted").asInt()).isBetween(LEAST, LIMIT);
                        assertThat(stats.path("most").asInt()).isBetween(LEAST, LIMIT);
                        assertThat(stats.path("over").asInt()).isZero();
                        assertThat(stats.path("refused429").asInt()).isZero();
                    });
        }
    }

    private static void reply(OutboundStage stage, ReadyChannel channel, List<String> people, int from, int to)
            throws Exception {
        for (int n = from; n < to; n++) {
            stage.reply(channel, people.get(n % people.size()), "r" + n, "reply " + n);
        }
        stage.flush();
    }

    private static JsonNode stats(OutboundStage stage, ReadyChannel channel) {
        return stage.twitter().stats(channel.accountId());
    }
}
