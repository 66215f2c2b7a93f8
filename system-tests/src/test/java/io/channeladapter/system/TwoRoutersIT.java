package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.Router;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two routers share the work, and one of them comes, leaves or is killed in the middle of it. */
class TwoRoutersIT {
    private static final int PARTITIONS = 4;
    private static final int CHANNELS = 8;

    @TempDir
    private Path folder;

    private RouterStage stage;
    private List<ReadyChannel> channels;
    private List<String> topics;

    @BeforeEach
    void start() {
        stage = new RouterStage(folder, PARTITIONS);
        channels = IntStream.range(0, CHANNELS)
                .mapToObj(n -> stage.newBot("bot-" + n))
                .toList();
        topics = channels.stream()
                .map(channel -> Topics.botEvents(channel.botId()))
                .toList();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void g2_anInstanceThatJoinsOrLeavesUnderLoadLosesAndDoublesNothing() throws Exception {
        try (BotLog bots = new BotLog(stage.kafka(), topics);
                Chatter chatter = new Chatter(stage, channels)) {
            Router first = stage.router("first", Map.of());
            awaitNext(chatter, bots);
            Router second = stage.router("second", Map.of());
            await("the second shares the work")
                    .atMost(TheAdapter.LIMIT)
                    .until(() -> second.readiness().ready() && stage.routers() == 2);
            awaitNext(chatter, bots);
            first.close();
            awaitNext(chatter, bots);
            Router third = stage.router("first", Map.of());
            awaitNext(chatter, bots);
            second.close();
            awaitNext(chatter, bots);

            eachHasAll(chatter.stop(), bots);
            third.close();
        }
    }

    /** Waits until something that is written from now on has reached every bot. */
    private void awaitNext(Chatter chatter, BotLog bots) {
        String next = chatter.next();
        await(next + " at every bot").atMost(TheAdapter.LIMIT).until(() -> bots.count(next) >= CHANNELS);
    }

    private void eachHasAll(List<String> written, BotLog bots) {
        stage.routersAreDone();
        await("the bots have read all").atMost(TheAdapter.LIMIT).until(() -> bots.hasRead(stage.ends(topics)));
        List<BotLog.Got> got = bots.all();
        for (ReadyChannel channel : channels) {
            assertThat(got.stream()
                            .filter(one -> one.conversation().equals(channel.conversation(Chatter.PERSON)))
                            .map(BotLog.Got::text))
                    .containsExactlyElementsOf(written);
        }
    }
}
