package io.channeladapter.sandbox.parts;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.sandbox.bot.EchoBot;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The echo bot on a thread of this JVM. Safe for many threads. */
public final class BotThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BotThread.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final CountDownLatch failed = new CountDownLatch(1);
    private final Thread thread;

    private BotThread(String bootstrapServers, String botId) {
        this.thread = Thread.ofPlatform().name("echo-bot").daemon().unstarted(() -> run(bootstrapServers, botId));
    }

    /** Starts it. */
    public static BotThread start(String bootstrapServers, String botId) {
        BotThread bot = new BotThread(bootstrapServers, botId);
        bot.thread.start();
        return bot;
    }

    /** Returns once it has failed. */
    public void awaitFailure() throws InterruptedException {
        failed.await();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String bootstrapServers, String botId) {
        try {
            EchoBot.run(bootstrapServers, botId);
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atError().setCause(e).addKeyValue(LogKeys.BOT_ID, botId).log("the echo bot failed");
            failed.countDown();
        }
    }
}
