package io.channeladapter.common.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes every Kafka client of a service: one cluster, one set of settings. Safe for many threads.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param extra client settings passed through, such as {@code security.protocol}
 * @param clientId start of each client's id
 */
public record KafkaClients(String bootstrapServers, Map<String, String> extra, String clientId) {
    /** The cluster. */
    public static final Key<String> BOOTSTRAP = Key.text(
            "kafka.bootstrap.servers",
            "Kafka brokers to start from, host:port, comma-separated. Every other setting under kafka. goes to all Kafka"
                    + " clients as it is.");

    /** Client settings that the guarantees rest on; refused from outside. */
    static final List<String> REFUSED = List.of(
            "acks",
            "enable.idempotence",
            "enable.auto.commit",
            "isolation.level",
            "processing.guarantee",
            "auto.offset.reset",
            "transactional.id",
            "group.id",
            "application.id");

    public KafkaClients {
        extra = Map.copyOf(extra);
    }

    /** The clients of a service. */
    public static KafkaClients of(Settings settings, String clientId) {
        return new KafkaClients(settings.get(BOOTSTRAP), settings.kafka(), clientId);
    }

    /** Whether this client setting is the adapter's own to make, also behind a prefix such as {@code consumer.}. */
    static boolean isRefused(String property) {
        return REFUSED.stream().anyMatch(refused -> property.equals(refused) || property.endsWith("." + refused));
    }

    /** What all clients share, Kafka Streams included. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(extra);
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("client.id", clientId);
        return properties;
    }

    /** An admin client. */
    public Admin admin() {
        Map<String, Object> properties = properties();
        properties.put("client.id", clientId + "-admin");
        return Admin.create(properties);
    }

    /**
     * A producer whose records are acknowledged by all in-sync replicas and never doubled by its own retries.
     *
     * @param overrides further settings, such as {@code delivery.timeout.ms}
     */
    public Producer<String, byte[]> producer(Map<String, Object> overrides) {
        Map<String, Object> properties = properties();
        properties.put("linger.ms", 0);
        properties.put("client.id", clientId + "-producer");
        properties.putAll(overrides);
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** A consumer without a group, {@code read_committed}, for reading whole topics. */
    public Consumer<byte[], byte[]> reader() {
        Map<String, Object> properties = properties();
        properties.put("client.id", clientId + "-reader");
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Without what is passed through: that may hold passwords. */
    @Override
    public String toString() {
        return clientId + " at " + bootstrapServers;
    }
}
