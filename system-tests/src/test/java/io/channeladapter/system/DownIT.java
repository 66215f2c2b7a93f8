package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.ingress.Ingress;
import io.channeladapter.ingress.IngressConfig;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service stands on is away for a while, and nothing is lost. */
@ExtendWith(WithAdapter.class)
class DownIT {
    private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");
    private static final StreamId STREAM = StreamId.of(new UUID(0x0d_0de0_0000_4000L, 1));
    private static final String SECRET = "the secret that signs";

    private final Secret keyset = Sealer.newKeyset();

    @Test
    void g1_withoutKafkaAWebhookGets503AndIsTakenOnceItIsBack(@TempDir Path folder) throws Exception {
        int port = EmbeddedKafka.freePort();
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, port, Map.of());
        try (HttpClient http = HttpClient.newHttpClient();
                Ingress ingress = Ingress.start(config(kafka.bootstrapServers()), InstantSource.system())) {
            knowChannel(kafka.bootstrapServers());
            String url = "http://127.0.0.1:" + ingress.port() + "/webhooks/twitter/" + STREAM;
            await("the ingress knows the channel")
                    .atMost(TheAdapter.LIMIT)
                    .until(() -> post(http, url, "{\"before\":1}").statusCode() == 200);

            kafka.close();
            HttpResponse<String> refused = post(http, url, "{\"meanwhile\":1}");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("not-acknowledged");

            kafka = EmbeddedKafka.start(folder, port, Map.of());
            await("webhooks are taken again")
                    .atMost(TheAdapter.LIMIT)
                    .until(() -> post(http, url, "{\"again\":1}").statusCode() == 200);
            assertThat(post(http, url, "{\"after\":1}").statusCode()).isEqualTo(200);
            try (TopicReader log = new TopicReader(kafka.bootstrapServers(), Topics.WEBHOOKS.name())) {
                assertThat(log.all())
                        .extracting(TopicReader::text)
                        .contains("{\"before\":1}", "{\"again\":1}")
                        .containsOnlyOnce("{\"after\":1}");
            }
        } finally {
            kafka.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "cut"})
    void g7_whileTwitterIsAwayRepliesWaitAndAreSentOnceItIsBack(String trouble, TheAdapter adapter) {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        String person = adapter.newPerson();
        String conversation = channel.conversation(person);
        Twitter twitter = adapter.twitter();
        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            String fault = twitter.fault(channel.accountId(), trouble, Map.of("on", "all"));
            bot.reply(conversation, "first-" + person, "first");
            bot.reply(conversation, "second-" + person, "second");
            bot.awaitOutcome("first-" + person, "message.deferred");
            assertThat(twitter.received(person, channel.accountId())).isEmpty();

            twitter.takeBack(fault);

            bot.awaitOutcome("first-" + person, "message.confirmed");
            bot.awaitOutcome("second-" + person, "message.confirmed");
            assertThat(twitter.received(person, channel.accountId())).containsExactly("first", "second");
        }
    }

    private IngressConfig config(String kafka) throws Exception {
        return IngressConfig.from(Settings.load(
                IngressConfig.KEYS,
                Map.of(
                        "ADAPTER_KAFKA_BOOTSTRAP_SERVERS", kafka,
                        "ADAPTER_TOPICS_PARTITIONS", "1",
                        "ADAPTER_SECRETS_KEYSET", keyset.reveal(),
                        "ADAPTER_INGRESS_HOST", "127.0.0.1",
                        "ADAPTER_INGRESS_PORT", "0",
                        "ADAPTER_INGRESS_MANAGEMENT_HOST", "127.0.0.1",
                        "ADAPTER_INGRESS_MANAGEMENT_PORT", "0",
                        "ADAPTER_INGRESS_ACK_TIMEOUT", "1s")));
    }

    /** Writes the channel's state, as the config-service does. */
    private void knowChannel(String kafka) throws Exception {
        Secret other = new Secret("other");
        String sealed = new Credentials(other, new Secret(SECRET), other, other).seal(Sealer.with(keyset), STREAM);
        Channel channel = new Channel(
                STREAM,
                new BotId("demo"),
                2,
                null,
                ChannelStatus.CONFIGURED,
                ApiGeneration.ACCOUNT_ACTIVITY_V1,
                "dev",
                sealed,
                null,
                null,
                null,
                null,
                AfterUnclear.RESEND,
                null,
                Health.healthy(AT),
                null,
                AT,
                AT);
        try (Producer<String, byte[]> producer = new KafkaClients(kafka, Map.of(), "test").producer(Map.of())) {
            producer.send(new ProducerRecord<>(Topics.STATES.name(), STREAM.value(), Json.bytes(channel)))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static HttpResponse<String> post(HttpClient http, String url, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("x-twitter-webhooks-signature", Signature.of(SECRET, body.getBytes(UTF_8)))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
