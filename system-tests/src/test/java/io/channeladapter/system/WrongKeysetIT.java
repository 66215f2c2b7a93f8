package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Keyset;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.ConfigServiceMain;
import io.channeladapter.egress.EgressMain;
import io.channeladapter.ingress.IngressMain;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each service that opens keys and tokens, as a process, started with a keyset that lacks a key. */
class WrongKeysetIT {
    private static final StreamId STREAM = StreamId.of(new UUID(0x0d_e1e7_ed00_4000L, 3));

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void noServiceStartsWithAKeysetThatDoesNotOpenWhatIsStored() throws Exception {
        Keyset stale = Keyset.fresh();
        Sealer inUse = Sealer.with(stale.withNewKey().withNewestPrimary().json());

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            store(kafka, inUse.seal("keys and tokens", STREAM.value()));
            Map<String, String> environment = new HashMap<>(Map.of(
                    "ADAPTER_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                    "ADAPTER_TOPICS_PARTITIONS", "2",
                    "ADAPTER_SECRETS_KEYSET", stale.json().reveal(),
                    "ADAPTER_CONFIG_CALLBACK_URL", "http://127.0.0.1:1",
                    "ADAPTER_CONFIG_ADMIN_TOKEN", "token-of-the-keyset-test"));
            for (String port : List.of(
                    "INGRESS_PORT",
                    "INGRESS_MANAGEMENT_PORT",
                    "EGRESS_MANAGEMENT_PORT",
                    "CONFIG_PORT",
                    "CONFIG_MANAGEMENT_PORT")) {
                environment.put("ADAPTER_" + port, "0");
            }
            for (String service : List.of("EGRESS", "CONFIG")) {
                environment.put(
                        "ADAPTER_" + service + "_STATE_DIR",
                        folder.resolve(service).toString());
            }

            for (Class<?> main : List.of(IngressMain.class, EgressMain.class, ConfigServiceMain.class)) {
                Process service = ChildJvm.start(main, environment)
                        .redirectErrorStream(true)
                        .start();
                String said;
                try (var output = service.getInputStream()) {
                    said = new String(output.readAllBytes(), UTF_8);
                }

                assertThat(service.waitFor()).as(said).isEqualTo(2);
                assertThat(said)
                        .containsOnlyOnce("ADAPTER_SECRETS_KEYSET lacks a key: the keys and tokens of 1 of 1 channels")
                        .doesNotContain("\tat ", stale.json().reveal());
            }
        }
    }

    private static void store(EmbeddedKafka kafka, String sealed) throws Exception {
        Instant now = Instant.parse("2026-11-23T08:00:00Z");
        Channel channel = Channel.draft(STREAM, new BotId("demo"), now)
                .entering(
                        new Connection(ApiGeneration.ACCOUNT_ACTIVITY_V1, "prod", sealed),
                        AfterUnclear.RESEND,
                        null,
                        now);
        KafkaClients clients = new KafkaClients(kafka.bootstrapServers(), Map.of(), "test");
        try (Admin admin = clients.admin();
                var producer = clients.producer(Map.of())) {
            new TopicCreator(admin, 2).ensure(Topics.FIXED);
            producer.send(new ProducerRecord<>(Topics.STATES.name(), STREAM.value(), Json.bytes(channel)))
                    .get();
        }
    }
}
