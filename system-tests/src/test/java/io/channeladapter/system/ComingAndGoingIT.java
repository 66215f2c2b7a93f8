package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.Router;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bots come and go while the router works for another one, which notices nothing. */
class ComingAndGoingIT {
    @TempDir
    private Path folder;

    private RouterStage stage;

    @BeforeEach
    void start() {
        stage = new RouterStage(folder, 2);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void g2_aBotIsFoundWhenItComesAndNotMissedWhenItGoes() throws Exception {
        ReadyChannel stays = stage.newBot("stays");
        try (Router router = stage.router("router", Map.of("ADAPTER_ROUTER_BOT_DISCOVERY", "1s"));
                Chatter chatter = new Chatter(stage, List.of(stays));
                BotLog bot = new BotLog(stage.kafka(), List.of(Topics.botEvents(stays.botId())));
                TopicReader outbound = new TopicReader(stage.kafka(), Topics.OUTBOUND.name())) {
            await("it gets events").atMost(TheAdapter.LIMIT).until(() -> bot.size() > 0);

            ReadyChannel comes = stage.newBot("comes");
            stage.message(comes, Chatter.PERSON, "1", "hello");
            reply(comes, "answer of the new one");
            try (BotLog its = new BotLog(stage.kafka(), List.of(Topics.botEvents(comes.botId())))) {
                await("the new bot gets its event").atMost(TheAdapter.LIMIT).until(() -> its.size() == 1);
            }
            outbound.until(
                    "reply of the new bot", record -> TopicReader.text(record).contains("answer of the new one"));

            // So that replies and events of it are on their way when its topics go.
            for (int n = 0; n < 50; n++) {
                stage.message(comes, Chatter.PERSON, "2" + n, "more");
                reply(comes, "answer " + n);
            }
            Topics.ofBot(comes.botId()).forEach(topic -> stage.delete(topic.name()));

            String after = chatter.next();
            await("the other bot goes on").atMost(TheAdapter.LIMIT).until(() -> bot.hasText(after));
            reply(stays, "answer after all");
            outbound.until(
                    "reply of the bot that stays",
                    record -> TopicReader.text(record).contains("answer after all"));
            List<String> written = chatter.stop();
            stage.routersAreDone();
            await("the bot has read all")
                    .atMost(TheAdapter.LIMIT)
                    .until(() -> bot.hasRead(stage.ends(List.of(Topics.botEvents(stays.botId())))));
            assertThat(bot.all()).extracting(BotLog.Got::text).isEqualTo(written);
            assertThat(router.readiness().ready()).isTrue();
        }
    }

    private void reply(ReadyChannel channel, String text) {
        stage.write(new ProducerRecord<>(
                Topics.botReplies(channel.botId()),
                channel.conversation(Chatter.PERSON),
                ("{\"text\":\"" + text + "\"}").getBytes(UTF_8)));
    }
}
