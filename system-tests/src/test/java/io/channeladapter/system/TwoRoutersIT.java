package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.Router;
import io.channeladapter.router.RouterMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void g7_aStandbyTakesOverWithWhatTheKilledOneRemembered() throws Exception {
        Map<String, String> standby = Map.of("ADAPTER_ROUTER_STANDBY_REPLICAS", "1");
        try (BotLog bots = new BotLog(stage.kafka(), topics);
                Program first = program("first", standby);
                Program second = program("second", standby);
                Chatter chatter = new Chatter(stage, channels)) {
            awaitNext(chatter, bots);
            for (String name : List.of("first", "second")) {
                await("the state of all partitions")
                        .atMost(TheAdapter.LIMIT)
                        .untilAsserted(
                                () -> assertThat(remembered(name)).as(name).isEqualTo(used()));
            }
            awaitNext(chatter, bots);

            first.kill();

            awaitNext(chatter, bots);
            List<String> written = chatter.stop();
            chatter.writeAgain(written.size());
            eachHasAll(written, bots);
            second.kill();
        }
    }

    private Program program(String name, Map<String, String> further) {
        return new Program(name, RouterMain.class, stage.settings(name, further), folder.resolve(name + ".log"))
                .awaitSaid("\"RUNNING\"");
    }

    /** The partitions whose events are remembered in this folder. */
    private Set<Integer> remembered(String name) {
        Path tasks = folder.resolve(name).resolve("bot-router");
        if (Files.notExists(tasks)) {
            return Set.of();
        }
        try (Stream<Path> all = Files.list(tasks)) {
            return all.filter(task -> isFilled(task.resolve("sightings")))
                    .map(task -> task.getFileName().toString())
                    .map(task -> Integer.valueOf(task.substring(task.indexOf('_') + 1)))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFilled(Path store) {
        String[] parts = store.toFile().list();
        return parts != null && parts.length > 0;
    }

    /** The partitions that hold webhooks. */
    private Set<Integer> used() {
        return stage.ends(List.of(Topics.WEBHOOKS.name())).entrySet().stream()
                .filter(end -> end.getValue() > 0)
                .map(end -> end.getKey().partition())
                .collect(Collectors.toSet());
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
