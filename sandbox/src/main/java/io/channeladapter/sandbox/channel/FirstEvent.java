package io.channeladapter.sandbox.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Proves that webhooks of the demo channel reach its bot, before anyone is told that they do: a simulated person begins
 * to type, which leaves no message behind. It also takes the slow first time of every class on the way. One thread.
 */
public final class FirstEvent implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;

    private FirstEvent(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Reads what the bot will read from now on. */
    public static FirstEvent of(String bootstrapServers, String botId) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor("bot." + botId + ".events").stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new FirstEvent(consumer);
    }

    /**
     * Returns once an event about a person arrived. A service that does not know the channel yet drops it, so it is
     * repeated.
     *
     * @param simulator the simulated Twitter
     * @throws IOException where none arrives in that time
     */
    public void reachesTheBot(Rest simulator, String streamId, Duration atMost)
            throws IOException, InterruptedException {
        JsonNode person = simulator.get("/control/keys").body().path("personId");
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < deadline) {
            simulator.post("/control/typing", Map.of("from", person.asText()));
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.key() != null && record.key().startsWith(streamId + ":")) {
                    return;
                }
            }
        }
        throw new IOException("no event of the demo channel reaches its bot");
    }

    @Override
    public void close() {
        consumer.close();
    }
}
