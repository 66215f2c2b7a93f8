package io.channeladapter.sandbox.parts;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.sandbox.bot.EchoBot;
import io.channeladapter.streams.FailureBudget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The echo bot on a thread of this JVM. Where it fails it begins anew at what is committed, up to ten times within five
 * minutes: Kafka puts a bot out of its group that was suspended for long, as with a closed laptop. What it answers again
 * has the id of the first answer, so it goes out once. Safe for many threads.
 */
public final class BotThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BotThread.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    // Kafka's clients wait a minute and more for a broker that is away, so an outage alone never uses this up.
    private static final int MOST_FAILURES = 10;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final String botId;
    private final Bot bot;
    private final InstantSource clock;
    private final CountDownLatch failed = new CountDownLatch(1);
    private final Thread thread;

    private BotThread(String botId, Bot bot, InstantSource clock) {
        this.botId = botId;
        this.bot = bot;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("echo-bot").daemon().unstarted(this::run);
    }

    /** A bot from its first to its last poll. */
    @FunctionalInterface
    interface Bot {
        /** Runs until its thread is interrupted or Kafka refuses; both end in an exception. */
        void run() throws Exception;
    }

    /** Starts it. */
    public static BotThread start(String bootstrapServers, String botId) {
        return start(botId, () -> EchoBot.run(bootstrapServers, botId), InstantSource.system());
    }

    static BotThread start(String botId, Bot bot, InstantSource clock) {
        BotThread started = new BotThread(botId, bot, clock);
        started.thread.start();
        return started;
    }

    /** Returns once it keeps failing and is given up. */
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

    private void run() {
        FailureBudget budget = new FailureBudget(MOST_FAILURES, WITHIN);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                bot.run();
            } catch (InterruptedException | InterruptException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                if (!budget.spend(clock.instant())) {
                    LOG.atError().setCause(e).addKeyValue(LogKeys.BOT_ID, botId).log("the echo bot keeps failing");
                    failed.countDown();
                    return;
                }
                LOG.atWarn().setCause(e).addKeyValue(LogKeys.BOT_ID, botId).log("the echo bot failed, begins anew");
            }
        }
    }
}
