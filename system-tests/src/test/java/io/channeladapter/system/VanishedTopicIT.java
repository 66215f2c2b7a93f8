package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.Router;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A topic of a bot is deleted while events go to it, and another bot shares its partition and its thread. */
class VanishedTopicIT {
    @TempDir
    private Path folder;

    private RouterStage stage;

    @BeforeEach
    void start() {
        stage = new RouterStage(folder, 1);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void g2_otherBotsGoOnItsEventsAreDeadLettersAndFlowAgainOnceItIsThere(String guarantee) throws Exception {
        ReadyChannel stays = stage.newBot("stays");
        ReadyChannel goes = stage.newBot("goes");
        try (Router router = stage.router("router", Map.of("ADAPTER_ROUTER_GUARANTEE", guarantee));
                Chatter chatter = new Chatter(stage, List.of(stays, goes));
                BotLog other = new BotLog(stage.kafka(), List.of(Topics.botEvents(stays.botId())));
                TopicReader dead = new TopicReader(stage.kafka(), Topics.DEAD_LETTERS.name())) {
            try (BotLog its = new BotLog(stage.kafka(), List.of(Topics.botEvents(goes.botId())))) {
                await("its bot gets events").atMost(TheAdapter.LIMIT).until(() -> its.size() > 20);
            }
            long at = System.nanoTime();

            stage.delete(Topics.botEvents(goes.botId()));

            String after = chatter.next();
            await("the other bot goes on").atMost(TheAdapter.LIMIT).until(() -> other.hasText(after));
            System.out.println("the other bot went on after " + Duration.ofNanos(System.nanoTime() - at));
            dead.deadLetter(
                    "bot-topic-missing",
                    letter -> letter.key().equals(goes.streamId().value()));
            System.out.println("dead letter after " + Duration.ofNanos(System.nanoTime() - at));

            long again = System.nanoTime();
            stage.createTopics(goes.botId());
            String anew = chatter.next();
            try (BotLog its = new BotLog(stage.kafka(), List.of(Topics.botEvents(goes.botId())))) {
                await("its events flow again").atMost(TheAdapter.LIMIT).until(() -> its.size() > 20);
            }
            System.out.println("flows again after " + Duration.ofNanos(System.nanoTime() - again));
            await("the other bot still goes on").atMost(TheAdapter.LIMIT).until(() -> other.hasText(anew));
            assertThat(router.readiness().ready()).isTrue();
            assertThat(failedThreads()).isZero();

            List<String> written = chatter.stop();
            stage.routersAreDone();
            await("the other bot has read all")
                    .atMost(TheAdapter.LIMIT)
                    .until(() -> other.hasRead(stage.ends(List.of(Topics.botEvents(stays.botId())))));
            List<String> got = other.all().stream().map(BotLog.Got::text).toList();
            if (guarantee.equals("exactly-once")) {
                assertThat(got).isEqualTo(written);
            } else {
                assertThat(got).containsAll(written);
            }
        }
    }

    /** Of all Kafka Streams in this JVM, as they tell it themselves; a thread that is replaced counts. */
    private static double failedThreads() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName wanted = new ObjectName("kafka.streams:type=stream-metrics,client-id=*");
        Set<ObjectName> clients = beans.queryNames(wanted, null);
        assertThat(clients).isNotEmpty();
        double failed = 0;
        for (ObjectName client : clients) {
            failed += ((Number) beans.getAttribute(client, "failed-stream-threads")).doubleValue();
        }
        return failed;
    }
}
