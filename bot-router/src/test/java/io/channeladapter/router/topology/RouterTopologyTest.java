package io.channeladapter.router.topology;

import static io.channeladapter.router.topology.RouterRig.header;
import static io.channeladapter.router.topology.RouterRig.message;
import static io.channeladapter.router.topology.RouterRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.message.Received;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.observe.RouterMetric;
import io.channeladapter.router.topology.StreamsSettings.Guarantee;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks and changes of channels through the router, from bytes to bytes. */
class RouterTopologyTest {
    private static final String WITH = RouterRig.STREAM + ":8";

    @TempDir
    private Path stateDir = Path.of("unset");

    private RouterRig router;

    @SuppressWarnings("NullAway") // set before each test
    RouterTopologyTest() {}

    @BeforeEach
    void start() {
        router = new RouterRig(stateDir, Guarantee.EXACTLY_ONCE);
        router.channel(ChannelStatus.ENABLED);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void g2_aMessageReachesItsBotAsACloudEvent() throws IOException {
        router.webhook(message("100", "8", "7", "Hi &amp; bye"));

        assertThat(router.events()).singleElement().satisfies(event -> {
            assertThat(text(event.key())).isEqualTo(WITH);
            assertThat(header(event, "ce_id")).isEqualTo(RouterRig.STREAM + "/message/100");
            assertThat(header(event, "ce_type")).isEqualTo("io.channeladapter.message.received");
            assertThat(header(event, "ce_time")).isEqualTo("2023-11-14T22:13:20.123Z");
            assertThat(header(event, "ce_traceparent")).isEqualTo(RouterRig.TRACE);
            JsonNode data = Json.MAPPER.readTree(event.value());
            assertThat(data.path("message").path("text").asText()).isEqualTo("Hi & bye");
            assertThat(data.path("receivedAt").asText()).isEqualTo("2026-11-23T09:59:59Z");
            assertThat(data.path("raw").path("for_user_id").asText()).isEqualTo("7");
            assertThat(event.getRecordTime()).isEqualTo(RouterRig.NOW);
        });
        assertThat(router.deadLetters()).isEmpty();
    }

    @Test
    void g2_whatTwitterSendsTwiceReachesTheBotOnce() {
        for (int i = 0; i < 3; i++) {
            router.webhook(message("100", "8", "7", "Hi"));
            router.advance(Duration.ofHours(30));
        }

        assertThat(router.events()).hasSize(1);
        assertThat(router.count(RouterMetric.DEDUPE_EVENTS, "duplicate")).isEqualTo(2);
    }

    @Test
    void g2_aDuplicateDoesNotProlongTheTime() {
        for (int day = 0; day <= 8; day++) {
            router.webhook(message("100", "8", "7", "Hi"));
            router.advance(Duration.ofDays(1));
        }

        assertThat(router.events()).hasSize(2);
    }

    @Test
    void g7_aRecordWhoseStateSurvivedACrashButNotItsOutputIsNoDuplicateOfItself() {
        router.remember(RouterRig.STREAM + "/message/100", 0);
        router.remember(RouterRig.STREAM + "/message/200", 0);

        router.webhook(message("100", "8", "7", "Hi"));
        router.webhook(message("200", "8", "7", "Hi"));

        assertThat(router.events())
                .extracting(event -> header(event, "ce_id"))
                .containsExactly(RouterRig.STREAM + "/message/100");
        assertThat(router.count(RouterMetric.DEDUPE_EVENTS, "replayed")).isEqualTo(1);
    }

    @Test
    void g2_theSameIdOfAnotherChannelIsAnotherEvent() {
        StreamId second = new StreamId("st-00000000-0000-0000-0000-000000000002");
        router.state(second.value(), Json.bytes(RouterRig.channel(second, RouterRig.BOT, ChannelStatus.ENABLED)));

        router.webhook(message("100", "8", "7", "Hi"));
        router.webhook(second.value(), message("100", "8", "7", "Hi"));

        assertThat(router.events()).hasSize(2);
    }

    @Test
    void g3_severalEventsOfOneBodyKeepTheirOrder() {
        router.webhook("""
                {"for_user_id":"7","direct_message_events":[
                {"type":"message_create","id":"2","message_create":{"target":{"recipient_id":"7"},"sender_id":"8","message_data":{"text":"a"}}},
                {"type":"message_create","id":"1","message_create":{"target":{"recipient_id":"7"},"sender_id":"8","message_data":{"text":"b"}}},
                {"type":"message_create","id":"2","message_create":{"target":{"recipient_id":"7"},"sender_id":"8","message_data":{"text":"a"}}}]}
                """);

        assertThat(router.events())
                .extracting(event -> header(event, "ce_id"))
                .containsExactly(RouterRig.STREAM + "/message/2", RouterRig.STREAM + "/message/1");
    }

    @Test
    void g3_oneConversationHasOneKey() {
        router.webhook(message("1", "8", "7", "a"));
        router.webhook(
                "{\"for_user_id\":\"7\",\"direct_message_indicate_typing_events\":[{\"created_timestamp\":\"1518127183443\",\"sender_id\":\"8\"}]}");
        router.webhook(
                "{\"for_user_id\":\"7\",\"direct_message_mark_read_events\":[{\"created_timestamp\":\"1518127183443\",\"sender_id\":\"8\",\"last_read_event_id\":\"1\"}]}");

        List<TestRecord<byte[], byte[]>> events = router.events();
        assertThat(events).extracting(event -> text(event.key())).containsOnly(WITH);
        assertThat(events)
                .extracting(event -> header(event, "ce_type"))
                .containsExactly(
                        "io.channeladapter.message.received",
                        "io.channeladapter.typing.started",
                        "io.channeladapter.message.read");
    }

    @Test
    void theEgressIsToldOnceThatAPersonWrote() {
        router.webhook(message("100", "8", "7", "Hi"));
        router.webhook(message("100", "8", "7", "Hi"));

        assertThat(router.all(Topics.RECEIVED.name())).singleElement().satisfies(record -> {
            assertThat(text(record.key())).isEqualTo(RouterRig.STREAM.value());
            Received received = Json.read(record.value(), Received.class).orElseThrow();
            assertThat(received.conversation()).hasToString(WITH);
            assertThat(received.messageId()).isEqualTo("100");
            assertThat(text(record.value())).doesNotContain("Hi");
        });
    }

    @Test
    void anOwnMessageIsAnEchoAndNoEvent() {
        router.webhook(message("100", "7", "8", "Hi &amp; bye"));

        assertThat(router.events()).isEmpty();
        assertThat(router.all(Topics.RECEIVED.name())).isEmpty();
        assertThat(router.all(Topics.ECHOES.name())).singleElement().satisfies(record -> {
            assertThat(text(record.key())).isEqualTo(RouterRig.STREAM.value());
            Echo echo = Json.read(record.value(), Echo.class).orElseThrow();
            assertThat(echo.conversation()).hasToString(WITH);
            assertThat(echo.message().text()).isEqualTo("Hi & bye");
            assertThat(echo.message().id()).isEqualTo("100");
            assertThat(echo.traceparent()).isEqualTo(RouterRig.TRACE);
        });
    }

    @Test
    void aKindThatNobodyKnowsReachesTheBotAsItIs() {
        router.webhook("{\"for_user_id\":\"7\",\"poke_events\":[{\"n\":12345678901234567890}]}");

        assertThat(router.events()).singleElement().satisfies(event -> {
            assertThat(header(event, "ce_type")).isEqualTo("io.channeladapter.other.poke_events");
            assertThat(text(event.key())).isEqualTo(RouterRig.STREAM.value());
            assertThat(text(event.value())).contains("12345678901234567890");
        });
    }

    @Test
    void aRevokeReachesTheBotAndTheConfigService() {
        router.webhook(
                "{\"user_event\":{\"revoke\":{\"date_time\":\"2018-05-24T09:48:12+00:00\",\"source\":{\"user_id\":\"7\"}}}}");

        assertThat(router.events())
                .singleElement()
                .satisfies(
                        event -> assertThat(header(event, "ce_type")).isEqualTo("io.channeladapter.account.revoked"));
        assertThat(signals())
                .extracting(ChannelSignal::kind)
                .containsExactly(ChannelSignal.Kind.EVENT_SEEN, ChannelSignal.Kind.ACCOUNT_REVOKED);
    }

    @Test
    void thatEventsComeIsToldAtMostEveryFiveMinutes() {
        router.channel(ChannelStatus.ENABLED);

        router.webhook(message("100", "8", "7", "Hi"));
        router.webhook(message("101", "8", "7", "Hi again"));

        assertThat(signals()).singleElement().satisfies(signal -> {
            assertThat(signal.kind()).isEqualTo(ChannelSignal.Kind.EVENT_SEEN);
            assertThat(signal.streamId()).isEqualTo(RouterRig.STREAM);
        });
    }

    @Test
    void anEncryptedMessageReachesTheBotAsUnreadableAndItsOwnerIsTold() {
        router.channel(ChannelStatus.ENABLED);

        router.webhook("""
                {"data":{"event_uuid":"851158","event_type":"chat.received","filter":{"user_id":"7"},
                 "payload":{"sender_id":"8","created_at_msec":"1784841183370","encoded_event":"CwABAAAAEzIw"}}}""");

        assertThat(router.events()).singleElement().satisfies(event -> {
            assertThat(header(event, "ce_type")).isEqualTo("io.channeladapter.message.unreadable");
            assertThat(header(event, "ce_id")).isEqualTo(RouterRig.STREAM + "/unreadable/8-2026-07-23");
            assertThat(text(event.key())).isEqualTo(RouterRig.STREAM + ":8");
        });
        List<ChannelSignal> told = signals();
        assertThat(told)
                .extracting(ChannelSignal::kind)
                .containsExactly(ChannelSignal.Kind.EVENT_SEEN, ChannelSignal.Kind.MESSAGES_UNREADABLE);
        // A renewal may be late on the day after.
        assertThat(told.getLast().until()).isEqualTo(told.getLast().at().plus(Duration.ofDays(2)));
        assertThat(signals()).isEmpty();
    }

    @Test
    void theEndOfAReplayIsToldToTheConfigServiceAndToNoBot() {
        router.channel(ChannelStatus.ENABLED);
        String ended = """
                {"replay_job_status":{"webhook_id":"900","job_state":"Complete","job_id":"77",
                 "job_state_description":"Job completed successfully"}}""";

        router.webhook(ended);
        router.webhook(ended);

        assertThat(router.events()).isEmpty();
        assertThat(signals()).singleElement().satisfies(signal -> {
            assertThat(signal.kind()).isEqualTo(ChannelSignal.Kind.REPLAY_ENDED);
            assertThat(signal.detail()).isEqualTo("Job completed successfully");
            assertThat(signal.replay()).isEqualTo(ChannelSignal.Replay.ended("77", true));
        });
        router.webhook(ended.replace("Complete", "Incomplete").replace("77", "78"));
        assertThat(signals())
                .extracting(ChannelSignal::replay)
                .containsExactly(ChannelSignal.Replay.ended("78", false));
    }

    @Test
    void whatAReplaySendsAgainReachesTheBotOnce() {
        router.channel(ChannelStatus.ENABLED);
        String replayed = message("100", "8", "7", "Hi").replaceFirst("\\{", "{\"meta\":{\"replay\":true},");

        router.webhook(message("100", "8", "7", "Hi"));
        router.webhook(replayed);
        router.webhook(replayed.replace("\"100\"", "\"101\""));

        assertThat(router.events())
                .extracting(event -> header(event, "ce_id"))
                .containsExactly(RouterRig.STREAM + "/message/100", RouterRig.STREAM + "/message/101");
    }

    private List<ChannelSignal> signals() {
        return router.all(Topics.SIGNALS.name()).stream()
                .map(record -> Json.read(record.value(), ChannelSignal.class).orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "DRAFT,channel-not-enabled",
        "CONFIGURED,channel-not-enabled",
        "AUTHORIZED,channel-not-enabled",
        "DISABLED,channel-disabled"
    })
    void whatAChannelDoesNotTakeIsADeadLetterWithAllOfItsBytes(ChannelStatus status, String reason) {
        router.channel(status);
        String body = message("100", "8", "7", "Hi");

        router.webhook(body);

        assertThat(router.events()).isEmpty();
        assertThat(router.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(text(letter.key())).isEqualTo(RouterRig.STREAM.value());
            assertThat(text(letter.value())).isEqualTo(body);
            assertThat(header(letter, DeadLetter.REASON)).isEqualTo(reason);
            assertThat(header(letter, DeadLetter.ORIGIN_TOPIC)).isEqualTo("twitter.webhooks");
            assertThat(header(letter, DeadLetter.ORIGIN_OFFSET)).isEqualTo("0");
            assertThat(header(letter, DeadLetter.SERVICE)).isEqualTo("bot-router");
            assertThat(header(letter, "remote-address")).isEqualTo("192.0.2.1");
        });
    }

    @Test
    void aDeletedChannelsEventsAreDeadLetters() {
        router.state(RouterRig.STREAM.value(), null);

        router.webhook(message("100", "8", "7", "Hi"));

        assertThat(router.deadLetterReasons()).containsExactly("unknown-channel");
    }

    @Test
    void aDeadLetterSentAgainOnceTheChannelIsEnabledReachesTheBot() {
        router.channel(ChannelStatus.DISABLED);
        router.webhook(message("100", "8", "7", "Hi"));
        router.channel(ChannelStatus.ENABLED);

        router.webhook(message("100", "8", "7", "Hi"));
        router.webhook(message("100", "8", "7", "Hi"));

        assertThat(router.events()).hasSize(1);
    }

    @Test
    void aStateThatCannotBeReadLeavesTheChannelAsItWas() {
        router.state(RouterRig.STREAM.value(), "{broken".getBytes(StandardCharsets.UTF_8));
        router.state("no streamid", new byte[] {1});

        router.webhook(message("100", "8", "7", "Hi"));

        assertThat(router.events()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no json at all|not-json",
                "[1,2]|unreadable-event",
                "{\"for_user_id\":\"7\",\"direct_message_events\":[]}|unreadable-event",
                "{\"for_user_id\":\"6\",\"poke_events\":[{}]}|wrong-user"
            })
    void badWebhooksAreDeadLettersAndTheNextOneGoesOn(String body, String reason) {
        router.webhook(body);
        router.webhook(message("100", "8", "7", "Hi"));

        assertThat(router.deadLetterReasons()).containsExactly(reason);
        assertThat(router.events()).hasSize(1);
    }

    @Test
    void aWebhookUnderAnOddKeyIsADeadLetter() {
        router.webhook("no streamid", message("100", "8", "7", "Hi"));

        assertThat(router.deadLetterReasons()).containsExactly("unreadable-record");
    }

    @Test
    void aPartThatCannotBeReadIsKeptAndTheRestGoesOn() {
        router.webhook(message("100", "8", "7", "Hi").replace("[{\"type\"", "[{\"message_create\":{}},{\"type\""));

        assertThat(router.events()).hasSize(1);
        assertThat(router.deadLetterReasons()).containsExactly("unreadable-event");
    }

    @Test
    void nothingIsRoutedToATopicThatDoesNotExist() {
        router.missingTopics.add("bot.demo.events");

        router.webhook(message("100", "8", "7", "Hi"));
        router.reply("demo", null, "{}");

        assertThat(router.deadLetterReasons()).containsExactly("bot-topic-missing", "reply-without-key");
        router.missingTopics.clear();
        assertThat(router.events()).isEmpty();
    }

    @Test
    void anEventThatNoRecordCanHoldIsADeadLetter() {
        router.webhook(message("100", "8", "7", "x".repeat(500_000)));

        assertThat(router.deadLetterReasons()).containsExactly("unreadable-event");
        assertThat(router.events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED,",
        "CONFIGURED,",
        "AUTHORIZED,channel.authorized",
        "ENABLED,channel.enabled",
        "DISABLED,channel.disabled",
        "DELETED,channel.deleted",
        "DEGRADED,channel.degraded",
        "RECOVERED,channel.recovered"
    })
    void theBotIsToldOfWhatConcernsIt(ChannelEvent.Type type, String told) {
        router.change(type, RouterRig.NOW);

        if (told == null) {
            assertThat(router.events()).isEmpty();
        } else {
            assertThat(router.events()).singleElement().satisfies(event -> {
                assertThat(header(event, "ce_type")).isEqualTo("io.channeladapter." + told);
                assertThat(header(event, "ce_id")).isEqualTo(RouterRig.STREAM + "/channel/6");
                assertThat(text(event.key())).isEqualTo(RouterRig.STREAM.value());
            });
        }
    }

    @Test
    void oldHistoryIsNotToldAgainAndABadRecordIsKept() {
        router.change(ChannelEvent.Type.ENABLED, RouterRig.NOW.minus(Duration.ofDays(8)));
        router.changeBytes("{}");

        assertThat(router.events()).isEmpty();
        assertThat(router.deadLetterReasons()).containsExactly("unreadable-record");
    }

    @Test
    void whatIsCountedBalances() {
        router.webhook(message("1", "8", "7", "a"));
        router.webhook(message("1", "8", "7", "a"));
        router.webhook(message("2", "7", "8", "b"));
        router.webhook("{\"for_user_id\":\"6\",\"poke_events\":[{},{\"a\":1}]}");
        router.webhook("nothing");

        double first = router.count(RouterMetric.DEDUPE_EVENTS, "first");
        assertThat(router.count(RouterMetric.READ_EVENTS, "read"))
                .isEqualTo(router.count(RouterMetric.DEDUPE_EVENTS))
                .isEqualTo(5);
        assertThat(first).isEqualTo(router.count(RouterMetric.ROUTE_EVENTS)).isEqualTo(4);
    }
}
