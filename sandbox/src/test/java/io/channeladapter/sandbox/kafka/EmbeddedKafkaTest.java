package io.channeladapter.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    @TempDir
    private Path folder;

    @Test
    void findsItsRecordsAgainOnOtherPorts() throws Exception {
        String first;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            first = kafka.bootstrapServers();
            try (Admin admin = Admin.create(servers(kafka))) {
                admin.createTopics(List.of(new NewTopic("letters", Optional.of(1), Optional.of((short) 1))))
                        .all()
                        .get();
            }
            write(kafka, "a");
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            assertThat(kafka.bootstrapServers()).isNotEqualTo(first);
            write(kafka, "b");
            assertThat(read(kafka)).isEqualTo(List.of("a", "b"));
        }
    }

    @Test
    void createsNoTopicOnFirstUse() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder);
                Admin admin = Admin.create(servers(kafka));
                KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(servers(kafka), new StringDeserializer(), new StringDeserializer())) {
            kafka.forgetMembers(Set.of("no-such-group"));

            assertThat(consumer.partitionsFor("never-created")).isNullOrEmpty();
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    private static void write(EmbeddedKafka kafka, String text) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(servers(kafka), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("letters", text)).get();
        }
    }

    private static List<String> read(EmbeddedKafka kafka) {
        TopicPartition partition = new TopicPartition("letters", 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(servers(kafka), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> read = new java.util.ArrayList<>();
            while (consumer.position(partition) < 2) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> read.add(record.value()));
            }
            return read;
        }
    }

    private static Map<String, Object> servers(EmbeddedKafka kafka) {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
