package io.channeladapter.common.topic;

import io.channeladapter.common.observe.LogKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics that are missing and leaves the others as they are: safe to repeat, and from several services at
 * once. Replication is 3 with {@code min.insync.replicas} 2 where the cluster has three brokers, else 1.
 */
public final class TopicCreator {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);
    private static final long TIMEOUT_SECONDS = 30;
    private static final long LOOK_MILLIS = 20;

    private final Admin admin;
    private final int partitions;

    /**
     * @param admin stays the caller's to close
     * @param partitions partitions of each new topic
     */
    public TopicCreator(Admin admin, int partitions) {
        this.admin = admin;
        this.partitions = partitions;
    }

    /**
     * Creates what is missing and returns when the broker knows all of them.
     *
     * @throws KafkaException where the broker cannot be reached within 30 s or refuses
     */
    public void ensure(Collection<Topic> topics) {
        Set<String> present = await(admin.listTopics().names());
        List<Topic> missing =
                topics.stream().filter(t -> !present.contains(t.name())).toList();
        if (missing.isEmpty()) {
            return;
        }
        int brokers = await(admin.describeCluster().nodes()).size();
        short replication = (short) (brokers >= 3 ? 3 : 1);
        List<NewTopic> created = new ArrayList<>();
        for (Topic topic : missing) {
            Map<String, String> settings = new HashMap<>(topic.settings());
            if (replication == 3) {
                settings.put("min.insync.replicas", "2");
            }
            created.add(
                    new NewTopic(topic.name(), Optional.of(partitions), Optional.of(replication)).configs(settings));
        }
        admin.createTopics(created).values().values().forEach(this::awaitCreation);
        awaitKnown(missing.stream().map(Topic::name).toList());
    }

    /**
     * Sets settings on which a guarantee rests at topics that have others; topics that are not there are passed over. A
     * cluster that does not let this service do so is told of in the log, and nothing else comes of it.
     *
     * @param wanted topic to its settings
     */
    public void hold(Map<String, Map<String, String>> wanted) {
        Set<String> present = await(admin.listTopics().names());
        List<ConfigResource> topics = wanted.keySet().stream()
                .filter(present::contains)
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        try {
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            await(admin.describeConfigs(topics).all()).forEach((topic, now) -> {
                List<AlterConfigOp> others = wanted.getOrDefault(topic.name(), Map.of()).entrySet().stream()
                        .filter(setting -> !setting.getValue().equals(value(now, setting.getKey())))
                        .map(setting -> new AlterConfigOp(
                                new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                        .toList();
                if (!others.isEmpty()) {
                    changes.put(topic, others);
                    LOG.atWarn()
                            .addKeyValue(LogKeys.TOPIC, topic.name())
                            .addKeyValue("settings", others)
                            .log("settings of a topic are put right, since a guarantee rests on them");
                }
            });
            if (!changes.isEmpty()) {
                await(admin.incrementalAlterConfigs(changes).all());
            }
        } catch (AuthorizationException e) {
            LOG.atError()
                    .setCause(e)
                    .log("settings of topics cannot be checked: allow DescribeConfigs and AlterConfigs, or see to it"
                            + " that they are as docs/topics.md says");
        }
    }

    private static @Nullable String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null ? null : entry.value();
    }

    // The controller has made them; a broker learns of it a moment later, and a consumer that asks before that stops.
    private void awaitKnown(List<String> names) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!await(admin.listTopics().names()).containsAll(names)) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("the broker does not know new topics after " + TIMEOUT_SECONDS + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
    }

    private void awaitCreation(KafkaFuture<Void> creation) {
        try {
            await(creation);
        } catch (TopicExistsException e) {
            // Another service was quicker; the topic is there, which is all that is wanted.
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("the broker did not answer within " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the broker", e);
        }
    }
}
