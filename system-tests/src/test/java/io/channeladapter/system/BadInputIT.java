package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.codec.Json;
import io.channeladapter.config.ConfigServiceMain;
import io.channeladapter.egress.EgressMain;
import io.channeladapter.ingress.IngressMain;
import io.channeladapter.router.RouterMain;
import io.channeladapter.system.BotUnderTest.Event;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong from outside ends in a clear error, and nothing is lost by it. */
@ExtendWith(WithAdapter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private final TheAdapter adapter;
    private final Twitter twitter;
    private final TestChannel channel;
    private final BotUnderTest bot;

    BadInputIT(TheAdapter adapter) {
        this.adapter = adapter;
        this.twitter = adapter.twitter();
        this.channel = adapter.newChannel(adapter.newBotId());
        this.bot = adapter.bot(channel.botId());
    }

    @AfterAll
    void close() {
        bot.close();
    }

    @Test
    void aWrongSignatureGets401AndGoesNowhere() throws IOException, InterruptedException {
        String body = "{\"wrong\":\"signature\"}";
        HttpResponse<String> answer =
                post(channel.callbackUrl(), body, Signature.of("not the secret", body.getBytes(UTF_8)));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("signature-wrong");
        assertThat(webhooks()).noneMatch(record -> TopicReader.text(record).equals(body));
    }

    @Test
    void anUnknownStreamIdGets404() throws IOException, InterruptedException {
        String unknown = channel.callbackUrl().replace(channel.streamId(), "st-00000000-0000-4000-8000-000000000000");

        HttpResponse<String> answer = post(unknown, "{}", signature("{}"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("unknown-channel");
    }

    @Test
    void aBodyThatIsTooLargeGets413() throws IOException, InterruptedException {
        String body = "{\"large\":\"" + "x".repeat(64 << 10) + "\"}";

        HttpResponse<String> answer = post(channel.callbackUrl(), body, signature(body));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("body-too-large");
    }

    @Test
    void g1_whatIsNoJsonIsKeptAsADeadLetterWithItsBytes() throws IOException, InterruptedException {
        String body = "{this is no JSON " + channel.streamId();

        assertThat(post(channel.callbackUrl(), body, signature(body)).statusCode())
                .isEqualTo(200);

        try (TopicReader letters = adapter.reader("adapter.dead-letters")) {
            ConsumerRecord<String, byte[]> letter = letters.deadLetter(
                    "not-json", record -> TopicReader.text(record).equals(body));
            assertThat(letter.key()).isEqualTo(channel.streamId());
            assertThat(TopicReader.header(letter, "dead-letter-topic")).isEqualTo("twitter.webhooks");
        }
    }

    @Test
    void g2_jsonOfNoKnownKindReachesTheBotAsItsOwnType() throws IOException, InterruptedException {
        String body = Json.object()
                .put("for_user_id", channel.accountId())
                .set("moon_landing_events", Json.object().put("crew", 3))
                .toString();

        assertThat(post(channel.callbackUrl(), body, signature(body)).statusCode())
                .isEqualTo(200);

        Event event = bot.awaitEvent("unknown kind", e -> e.type().equals("other.moon_landing_events"));
        assertThat(event.data().path("raw").toString()).contains("\"crew\":3");
    }

    @Test
    void g5_aReplyThatIsNoJsonFailsWithItsReason() {
        String person = adapter.newPerson();

        bot.write(channel.conversation(person), "Hello, plain text");

        Event failed = bot.awaitEvent(
                "outcome",
                e -> e.type().equals("message.failed")
                        && channel.conversation(person).equals(e.key()));
        assertThat(failed.data().path("reason").asText()).isEqualTo("invalid-reply");
        deadLetter("reply-not-json", "Hello, plain text");
        assertThat(twitter.sends(person)).isEmpty();
    }

    @Test
    void g5_aReplyWithoutAKeyFailsWithItsReason() {
        bot.write(null, "{\"id\":\"keyless\",\"text\":\"To whom?\"}");

        Event failed = bot.awaitOutcome("keyless", "message.failed");

        assertThat(failed.data().path("reason").asText()).isEqualTo("invalid-reply");
        deadLetter("reply-without-key", "{\"id\":\"keyless\",\"text\":\"To whom?\"}");
    }

    @Test
    void g4_aBotSpeaksOnlyForItsOwnChannels() {
        TestChannel other = adapter.newChannel(adapter.newBotId());
        String person = adapter.newPerson();
        try (BotUnderTest owner = adapter.bot(other.botId())) {
            bot.reply(other.conversation(person), "stolen-" + person, "I am not your bot");

            Event failed = bot.awaitOutcome("stolen-" + person, "message.failed");
            assertThat(failed.data().path("reason").asText()).isEqualTo("not-your-channel");
            deadLetter("not-your-channel", "stolen-" + person);

            // The owner's own reply to the same person, which comes later, is the only one that is sent and told.
            owner.reply(other.conversation(person), "own-" + person, "I am");
            owner.awaitOutcome("own-" + person, "message.confirmed");
            assertThat(twitter.received(person, other.accountId())).containsExactly("I am");
            assertThat(owner.seen(e -> e.isOutcomeOf("stolen-" + person))).isEmpty();
        }
    }

    @Test
    void g5_aReplyToADeletedChannelFailsWithItsReason() throws IOException, InterruptedException {
        TestChannel deleted = adapter.newChannel(channel.botId());
        String person = adapter.newPerson();
        String etag = String.valueOf(adapter.config().get(deleted.path()).etag());
        assertThat(adapter.config().delete(deleted.path(), etag).status()).isEqualTo(204);
        bot.awaitEvent(
                "channel.deleted",
                e -> e.type().equals("channel.deleted") && e.key().equals(deleted.streamId()));

        bot.reply(deleted.conversation(person), "late-" + person, "Too late");

        Event failed = bot.awaitOutcome("late-" + person, "message.failed");
        assertThat(failed.data().path("reason").asText()).isIn("unknown-channel", "channel-deleted");
        assertThat(twitter.sends(person)).isEmpty();
        deadLetter("unknown-channel", "late-" + person);
    }

    static Stream<Arguments> services() {
        return Stream.of(
                Arguments.of(
                        IngressMain.class,
                        Map.of("ADAPTER_INGRESS_PORT", "none", "ADAPTER_INGRESS_RATE", "-1"),
                        List.of("ADAPTER_KAFKA_BOOTSTRAP_SERVERS", "ADAPTER_SECRETS_KEYSET")),
                Arguments.of(
                        RouterMain.class,
                        Map.of("ADAPTER_ROUTER_THREADS", "many", "ADAPTER_ROUTER_GUARANTEE", "maybe"),
                        List.of("ADAPTER_KAFKA_BOOTSTRAP_SERVERS")),
                Arguments.of(
                        EgressMain.class,
                        Map.of("ADAPTER_EGRESS_UNCLEAR_WAIT", "soon", "ADAPTER_TWITTER_API_URL", "twitter"),
                        List.of("ADAPTER_KAFKA_BOOTSTRAP_SERVERS", "ADAPTER_SECRETS_KEYSET")),
                Arguments.of(
                        ConfigServiceMain.class,
                        Map.of("ADAPTER_CONFIG_PORT", "99999"),
                        List.of(
                                "ADAPTER_KAFKA_BOOTSTRAP_SERVERS",
                                "ADAPTER_SECRETS_KEYSET",
                                "ADAPTER_CONFIG_CALLBACK_URL",
                                "ADAPTER_CONFIG_ADMIN_TOKEN")));
    }

    @ParameterizedTest
    @MethodSource("services")
    void wrongSettingsEndTheStartWith2AndAreAllNamed(Class<?> main, Map<String, String> wrong, List<String> missing)
            throws IOException, InterruptedException {
        Process service = ChildJvm.start(main, wrong).redirectErrorStream(true).start();
        String said;
        try (var output = service.getInputStream()) {
            said = new String(output.readAllBytes(), UTF_8);
        }

        assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(2);
        assertThat(said).contains(wrong.keySet()).contains(missing);
    }

    private void deadLetter(String reason, String text) {
        try (TopicReader letters = adapter.reader("adapter.dead-letters")) {
            letters.deadLetter(reason, record -> TopicReader.text(record).contains(text));
        }
    }

    private List<ConsumerRecord<String, byte[]>> webhooks() {
        try (TopicReader webhooks = adapter.reader("twitter.webhooks")) {
            return webhooks.all();
        }
    }

    private String signature(String body) {
        return Signature.of(channel.apiSecretKey(), body.getBytes(UTF_8));
    }

    private HttpResponse<String> post(String url, String body, String signature)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("x-twitter-webhooks-signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        return adapter.http().send(request, BodyHandlers.ofString());
    }
}
