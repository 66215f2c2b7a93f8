package org.apache.kafka.clients.admin;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/**
 * A cluster that lists and creates topics in memory. It lies in Kafka's package because the results of an admin client
 * cannot be made from outside, and Kafka's own fake is in no published jar that stands alone.
 */
public final class FakeAdmin {
    private final int brokers;
    private final List<String> present;
    private final List<NewTopic> created = new ArrayList<>();
    private final Map<String, Exception> refused = new HashMap<>();
    private final Map<String, Map<String, String>> settings = new HashMap<>();
    private final Map<String, Map<String, String>> altered = new HashMap<>();
    private int looksUntilKnown;

    public FakeAdmin(int brokers, String... present) {
        this.brokers = brokers;
        this.present = new ArrayList<>(List.of(present));
    }

    /** Creation of these topics fails like this. */
    public FakeAdmin refuse(Map<String, Exception> byTopic) {
        refused.putAll(byTopic);
        return this;
    }

    /** New topics are not listed the first times that somebody looks. */
    public FakeAdmin knowsOnlyAfter(int looks) {
        looksUntilKnown = looks;
        return this;
    }

    /** The settings that a topic has. */
    public FakeAdmin with(String topic, Map<String, String> its) {
        settings.put(topic, its);
        return this;
    }

    /** Settings that were altered, by topic. */
    public Map<String, Map<String, String>> altered() {
        return Map.copyOf(altered);
    }

    /** Topics that were asked for, refused ones left out. */
    public List<NewTopic> created() {
        return List.copyOf(created);
    }

    /** The client; it knows five calls. */
    public Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "listTopics" -> new ListTopicsResult(KafkaFuture.completedFuture(listings()));
                    case "describeCluster" ->
                        new DescribeClusterResult(
                                KafkaFuture.completedFuture(nodes()),
                                KafkaFuture.completedFuture(Node.noNode()),
                                KafkaFuture.completedFuture("cluster"),
                                KafkaFuture.completedFuture(java.util.Set.of()));
                    case "describeConfigs" -> describe((Collection<?>) args[0]);
                    case "incrementalAlterConfigs" -> alter((Map<?, ?>) args[0]);
                    case "createTopics" -> create((Collection<?>) args[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private DescribeConfigsResult describe(Collection<?> topics) {
        Map<ConfigResource, KafkaFuture<Config>> results = new HashMap<>();
        for (Object each : topics) {
            ConfigResource topic = (ConfigResource) each;
            results.put(
                    topic,
                    KafkaFuture.completedFuture(
                            new Config(settings.getOrDefault(topic.name(), Map.of()).entrySet().stream()
                                    .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
                                    .toList())));
        }
        return new DescribeConfigsResult(results);
    }

    private AlterConfigsResult alter(Map<?, ?> changes) {
        Map<ConfigResource, KafkaFuture<Void>> results = new HashMap<>();
        changes.forEach((each, operations) -> {
            ConfigResource topic = (ConfigResource) each;
            KafkaFutureImpl<Void> result = new KafkaFutureImpl<>();
            Exception refusal = refused.get(topic.name());
            if (refusal == null) {
                altered.put(
                        topic.name(),
                        ((Collection<?>) operations)
                                .stream()
                                        .map(operation -> ((AlterConfigOp) operation).configEntry())
                                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)));
                result.complete(null);
            } else {
                result.completeExceptionally(refusal);
            }
            results.put(topic, result);
        });
        return new AlterConfigsResult(results);
    }

    private Map<String, TopicListing> listings() {
        boolean late = !created.isEmpty() && looksUntilKnown-- > 0;
        return Stream.concat(
                        present.stream(), late ? Stream.of() : created.stream().map(NewTopic::name))
                .collect(Collectors.toMap(name -> name, name -> new TopicListing(name, Uuid.ZERO_UUID, false)));
    }

    private Collection<Node> nodes() {
        return IntStream.range(0, brokers)
                .mapToObj(id -> new Node(id, "localhost", 9092))
                .toList();
    }

    private CreateTopicsResult create(Collection<?> topics) {
        Map<String, KafkaFuture<CreateTopicsResult.TopicMetadataAndConfig>> results = new HashMap<>();
        for (Object each : topics) {
            NewTopic topic = (NewTopic) each;
            KafkaFutureImpl<CreateTopicsResult.TopicMetadataAndConfig> result = new KafkaFutureImpl<>();
            Exception refusal = refused.get(topic.name());
            if (refusal == null) {
                created.add(topic);
                result.complete(new CreateTopicsResult.TopicMetadataAndConfig(
                        Uuid.ZERO_UUID, topic.numPartitions(), topic.replicationFactor(), new Config(List.of())));
            } else {
                if (refusal instanceof TopicExistsException) {
                    present.add(topic.name());
                }
                result.completeExceptionally(refusal);
            }
            results.put(topic.name(), result);
        }
        return new CreateTopicsResult(results);
    }
}
