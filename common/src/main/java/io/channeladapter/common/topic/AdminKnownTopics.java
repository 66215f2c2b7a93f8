package io.channeladapter.common.topic;

import io.channeladapter.common.observe.LogKeys;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker for a topic when it is first needed; from then on a thread of its own asks every second for all that
 * were, so that a topic that comes or goes is known of a second later, and no stream thread waits for an answer again.
 * Safe for many threads.
 */
public final class AdminKnownTopics implements KnownTopics, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminKnownTopics.class);
    private static final long LOOK_EVERY_SECONDS = 1;
    private static final long ANSWER_SECONDS = 3;

    private final Admin admin;
    /** Topics that were asked for, and whether each exists. */
    private final Map<String, Boolean> topics = new ConcurrentHashMap<>();

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("known-topics").daemon().unstarted(task));

    /** @param admin stays the caller's to close, after this */
    public AdminKnownTopics(Admin admin) {
        this.admin = admin;
        var _ = watch.scheduleWithFixedDelay(this::look, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public boolean exists(String topic) {
        Boolean known = topics.get(topic);
        return known == null ? ask(topic) : known;
    }

    @Override
    public void doubt(String topic) {
        topics.remove(topic);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private boolean ask(String topic) {
        KafkaFuture<TopicDescription> answer = describe(List.of(topic)).get(topic);
        return answer == null || learn(topic, answer, true);
    }

    private void look() {
        try {
            Map<String, Boolean> before = Map.copyOf(topics);
            describe(before.keySet())
                    .forEach((topic, answer) -> learn(topic, answer, before.getOrDefault(topic, true)));
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("topics cannot be asked for"); // the next look does
        }
    }

    private Map<String, KafkaFuture<TopicDescription>> describe(Collection<String> names) {
        return names.isEmpty() ? Map.of() : admin.describeTopics(names).topicNameValues();
    }

    /** @param before what holds where the broker does not answer */
    private boolean learn(String topic, KafkaFuture<TopicDescription> answer, boolean before) {
        boolean exists = exists(answer, before);
        Boolean known = topics.put(topic, exists);
        if (!exists && !Boolean.FALSE.equals(known)) {
            LOG.atWarn().addKeyValue(LogKeys.TOPIC, topic).log("topic is missing");
        }
        return exists;
    }

    private static boolean exists(KafkaFuture<TopicDescription> answer, boolean before) {
        try {
            answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            boolean missing = e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof InvalidTopicException;
            return !missing && before;
        } catch (TimeoutException e) {
            return before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return before;
        }
    }
}
