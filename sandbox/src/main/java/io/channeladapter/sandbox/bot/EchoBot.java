package io.channeladapter.sandbox.bot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A bot that answers each message with its own text. */
public final class EchoBot {
    private static final JsonMapper JSON = new JsonMapper();

    public static void main(String[] args) throws Exception {
        String servers = Objects.requireNonNull(System.getenv("KAFKA_BOOTSTRAP_SERVERS"), "KAFKA_BOOTSTRAP_SERVERS");
        run(servers, Objects.requireNonNull(System.getenv("BOT_ID"), "BOT_ID"));
    }

    /** Runs until its thread is interrupted or Kafka refuses; both end in an exception. */
    public static void run(String servers, String botId) throws Exception {
        Map<String, Object> kafka = Map.ofEntries(
                Map.entry("bootstrap.servers", servers),
                Map.entry("group.id", "bot-" + botId),
                Map.entry("isolation.level", "read_committed"),
                Map.entry("auto.offset.reset", "earliest"),
                Map.entry("enable.auto.commit", false));
        try (var consumer = new KafkaConsumer<>(kafka, new StringDeserializer(), new StringDeserializer());
                var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
            consumer.subscribe(List.of("bot." + botId + ".events"));
            while (true) {
                for (var event : consumer.poll(Duration.ofSeconds(1))) {
                    if (header(event, "ce_type").equals("io.channeladapter.message.received")) {
                        String id = header(event, "ce_id"); // the same if read again, so no answer goes out twice
                        var message = JSON.readTree(event.value()).get("message");
                        String text = "You said: " + message.get("text").asText();
                        String json = JSON.writeValueAsString(Map.of("id", id, "inReplyTo", id, "text", text));
                        var reply = new ProducerRecord<>("bot." + botId + ".replies", event.key(), json);
                        event.headers().headers("traceparent").forEach(reply.headers()::add); // one trace, if you trace
                        producer.send(reply).get();
                    }
                }
                consumer.commitSync();
            }
        }
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        return new String(event.headers().lastHeader(name).value(), UTF_8);
    }
}
