package io.channeladapter.common.topic;

import io.channeladapter.common.observe.LogKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker once for each topic, and again from time to time: soon where it was missing. Safe for many threads. */
public final class AdminKnownTopics implements KnownTopics {
    private static final Logger LOG = LoggerFactory.getLogger(AdminKnownTopics.class);
    // Short, for a record to a topic that was deleted in the meantime is never given up under exactly-once (measured).
    private static final Duration PRESENT_FOR = Duration.ofSeconds(10);
    private static final Duration MISSING_FOR = Duration.ofSeconds(2);
    private static final long ANSWER_SECONDS = 3;

    private final Admin admin;
    private final InstantSource clock;
    private final Map<String, Known> topics = new ConcurrentHashMap<>();

    private record Known(boolean exists, Instant until) {}

    /**
     * @param admin stays the caller's to close
     * @param clock for how long an answer holds
     */
    public AdminKnownTopics(Admin admin, InstantSource clock) {
        this.admin = admin;
        this.clock = clock;
    }

    @Override
    public boolean exists(String topic) {
        Instant now = clock.instant();
        Known known = topics.get(topic);
        if (known == null || now.isAfter(known.until())) {
            boolean exists = ask(topic);
            known = new Known(exists, now.plus(exists ? PRESENT_FOR : MISSING_FOR));
            topics.put(topic, known);
        }
        return known.exists();
    }

    @Override
    public void doubt(String topic) {
        topics.remove(topic);
    }

    private boolean ask(String topic) {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof InvalidTopicException) {
                LOG.atWarn().addKeyValue(LogKeys.TOPIC, topic).log("topic is missing");
                return false;
            }
            return true;
        } catch (TimeoutException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
