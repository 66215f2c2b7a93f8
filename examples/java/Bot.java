import com.fasterxml.jackson.databind.*;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.serialization.*;

/** Greets, offers two answers, and keeps silent for an hour where one of your people has answered by hand. */
public class Bot {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Path BY_HAND = Path.of("by-hand.json"); // with several instances this belongs in a database

    public static void main(String[] args) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        String servers = System.getenv().getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092");
        String bot = System.getenv().getOrDefault("BOT_ID", "demo");
        var byHand = (ObjectNode) (Files.exists(BY_HAND) ? JSON.readTree(BY_HAND.toFile()) : JSON.createObjectNode());
        Map<String, Object> reading = Map.of("bootstrap.servers", servers, "group.id", "bot-" + bot,
                "isolation.level", "read_committed", "auto.offset.reset", "earliest",
                "enable.auto.commit", "false", "session.timeout.ms", "10000");
        Map<String, Object> writing = Map.of("bootstrap.servers", servers);
        try (var consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer());
                var producer = new KafkaProducer<>(writing, new StringSerializer(), new StringSerializer())) {
            consumer.subscribe(List.of("bot." + bot + ".events"));
            System.out.println("bot " + bot + " listens");
            while (true) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    String type = new String(record.headers().lastHeader("ce_type").value());
                    String id = new String(record.headers().lastHeader("ce_id").value()); // same id, one answer
                    JsonNode event = JSON.readTree(record.value());
                    Instant lastByHand = Instant.parse(byHand.path(record.key()).asText("1970-01-01T00:00:00Z"));
                    if (type.equals("io.channeladapter.message.sent-elsewhere")) {
                        byHand.set(record.key(), event.get("sentAt"));
                        Path draft = Files.write(Path.of("by-hand.json.new"), JSON.writeValueAsBytes(byHand));
                        Files.move(draft, BY_HAND, StandardCopyOption.REPLACE_EXISTING); // whole, whenever it is killed
                    } else if (type.equals("io.channeladapter.message.received")
                            && Instant.parse(event.get("sentAt").asText()).isAfter(lastByHand.plusSeconds(3600))) {
                        var reply = JSON.<ObjectNode>valueToTree(answer(event)).put("id", id).put("inReplyTo", id);
                        producer.send(new ProducerRecord<>("bot." + bot + ".replies", null, record.key(), "" + reply,
                                record.headers().headers("traceparent"))).get(); // one trace, if you trace
                    }
                }
                consumer.commitSync(); // only now, when every answer is acknowledged
            }
        }
    }

    static Map<String, Object> answer(JsonNode event) {
        return switch (event.at("/message/quickReply/metadata").asText()) {
            case "hours" -> Map.of("text", "We are here from 9 to 17 h, Monday to Friday.");
            case "person" -> Map.of("text", "One of us will answer you here, soon.");
            default -> Map.of("text", "Hello " + event.at("/from/name").asText("there") + ", what can I do for you?",
                    "quickReplies", List.of(Map.of("label", "Opening hours", "metadata", "hours"),
                            Map.of("label", "Talk to a person", "metadata", "person")));
        };
    }
}
