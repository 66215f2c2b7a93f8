package io.channeladapter.system.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.system.BotUnderTest;
import io.channeladapter.system.BotUnderTest.Event;
import io.channeladapter.system.TestChannel;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.WithAdapter;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bots that read events and write replies by the SDKs of CloudEvents, with nothing of this project. */
@ExtendWith(WithAdapter.class)
class CloudEventsIT {
    @Test
    void theSdkOfJavaReadsAnEvent(TheAdapter adapter) throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        String person = adapter.newPerson();
        String messageId = adapter.twitter().write(person, channel.accountId(), "Tea & cake ☕");
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                adapter.addresses().kafka(),
                "group.id",
                "bot-" + channel.botId() + ".sdk",
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new CloudEventDeserializer());
                BotUnderTest observer = adapter.bot(channel.botId())) {
            consumer.subscribe(List.of("bot." + channel.botId() + ".events"));
            List<CloudEvent> received = new ArrayList<>();
            await("the message").atMost(TheAdapter.LIMIT).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.value().getType().endsWith(".message.received")) {
                        received.add(record.value());
                    }
                });
                return !received.isEmpty();
            });

            CloudEvent event = received.getFirst();

            assertThat(event.getId()).contains(channel.streamId()).endsWith("/" + messageId);
            assertThat(event.getType()).isEqualTo("io.channeladapter.message.received");
            assertThat(event.getSource()).isEqualTo(URI.create("/channels/" + channel.streamId()));
            assertThat(event.getSubject()).isEqualTo(channel.conversation(person));
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            JsonNode data =
                    Json.MAPPER.readTree(Objects.requireNonNull(event.getData()).toBytes());
            assertThat(data.at("/message/text").asText()).isEqualTo("Tea & cake ☕");
            assertThat(event.getTime())
                    .isEqualTo(OffsetDateTime.parse(data.path("sentAt").asText()));
            Event seen = observer.awaitReceived(channel.conversation(person), 1).getFirst();
            assertThat(data).isEqualTo(seen.data());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"BINARY", "STRUCTURED"})
    void aReplyOfTheSdkOfJavaIsSent(Encoding encoding, TheAdapter adapter) throws Exception {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        String person = adapter.newPerson();
        CloudEvent reply = CloudEventBuilder.v1()
                .withId("reply-" + encoding)
                .withType("com.example.reply")
                .withSource(URI.create("/example"))
                .withData(
                        "application/json", "{\"text\":\"by Java\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .build();
        try (CloudEventSerializer serializer = new CloudEventSerializer()) {
            serializer.configure(
                    encoding == Encoding.BINARY
                            ? Map.of(CloudEventSerializer.ENCODING_CONFIG, encoding)
                            : Map.of(
                                    CloudEventSerializer.ENCODING_CONFIG,
                                    encoding,
                                    CloudEventSerializer.EVENT_FORMAT_CONFIG,
                                    JsonFormat.CONTENT_TYPE),
                    false);
            try (var producer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", adapter.addresses().kafka()),
                            new StringSerializer(),
                            serializer);
                    BotUnderTest observer = adapter.bot(channel.botId())) {
                producer.send(new ProducerRecord<>(
                                "bot." + channel.botId() + ".replies", channel.conversation(person), reply))
                        .get();

                observer.awaitOutcome("reply-" + encoding, "message.sent");
                assertThat(adapter.twitter().awaitReceived(person, channel.accountId(), 1))
                        .containsExactly("by Java");
            }
        }
    }

    @Test
    void theSdkOfJavaScriptReadsAnEventAndItsRepliesAreSent(TheAdapter adapter, @TempDir Path folder) throws Exception {
        NpmPackages npm = NpmPackages.installIn(folder);
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        String person = adapter.newPerson();
        String messageId = adapter.twitter().write(person, channel.accountId(), "Tea & cake ☕");
        try (BotUnderTest observer = adapter.bot(channel.botId())) {
            Event seen = observer.awaitReceived(channel.conversation(person), 1).getFirst();

            String said = npm.run("node cloudevents.js " + adapter.addresses().kafka() + " " + channel.botId());

            JsonNode event = Json.MAPPER.readTree(
                    said.lines().filter(line -> line.startsWith("{\"")).toList().getLast());
            assertThat(event.path("id").asText())
                    .contains(channel.streamId())
                    .endsWith("/" + messageId)
                    .isEqualTo(seen.id());
            assertThat(event.path("specversion").asText()).isEqualTo("1.0");
            assertThat(event.path("type").asText()).isEqualTo("io.channeladapter.message.received");
            assertThat(event.path("source").asText()).isEqualTo("/channels/" + channel.streamId());
            assertThat(event.path("subject").asText()).isEqualTo(channel.conversation(person));
            assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
            assertThat(OffsetDateTime.parse(event.path("time").asText()))
                    .isEqualTo(OffsetDateTime.parse(seen.data().path("sentAt").asText()));
            assertThat(event.path("data")).isEqualTo(seen.data());
            observer.awaitOutcome(seen.id() + "/binary", "message.sent");
            observer.awaitOutcome(seen.id() + "/structured", "message.sent");
            assertThat(adapter.twitter().awaitReceived(person, channel.accountId(), 2))
                    .containsExactly("binary by JavaScript", "structured by JavaScript");
        }
    }
}
