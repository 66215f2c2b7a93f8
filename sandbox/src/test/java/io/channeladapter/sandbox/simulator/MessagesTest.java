package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.simulator.TestBench.Answer;
import io.channeladapter.sandbox.simulator.api.Limits;
import io.channeladapter.sandbox.simulator.delivery.WebhookSignature;
import io.channeladapter.sandbox.simulator.world.SendLimits;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private final TestBench bench = new TestBench();
    private final String account = bench.keys.accountId();
    private final String person = bench.keys.personId();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void signsAPersonsMessageAndSendsItToTheWebhook() {
        bench.connect();

        Answer accepted = bench.control("POST", "/messages", "{\"from\":\"@adabellweather\",\"text\":\"Hi <you>\"}");

        assertThat(accepted.status()).isEqualTo(202);
        HookReceiver.Received event = event(0);
        assertThat(event.signature()).isEqualTo(WebhookSignature.sign(bench.keys.apiSecretKey(), event.body()));
        assertThat(event.contentType()).isEqualTo("application/json");
        JsonNode body = TestBench.read(event.body());
        assertThat(body.path("for_user_id").asText()).isEqualTo(account);
        assertThat(body.at("/direct_message_events/0/id").asText())
                .isEqualTo(accepted.json().path("id").asText());
        assertThat(body.at("/direct_message_events/0/message_create/sender_id").asText())
                .isEqualTo(person);
        assertThat(body.at("/direct_message_events/0/message_create/message_data/text")
                        .asText())
                .isEqualTo("Hi &lt;you&gt;");
        assertThat(body.at("/users/" + person + "/screen_name").asText()).isEqualTo("AdaBellweather");
        assertThat(body.has("apps")).isFalse();
    }

    @Test
    void echoesASentMessageWithItsApp() {
        bench.connect();

        Answer sent = bench.say(person, "See https://acme.test/a");

        assertThat(sent.status()).isEqualTo(200);
        JsonNode body = TestBench.read(event(0).body());
        JsonNode create = body.at("/direct_message_events/0/message_create");
        assertThat(body.at("/direct_message_events/0/id")).isEqualTo(sent.json().at("/event/id"));
        assertThat(create.path("sender_id").asText())
                .isEqualTo(body.path("for_user_id").asText());
        assertThat(body.path("apps").has(create.path("source_app_id").asText())).isTrue();
        assertThat(create.at("/message_data/text").asText()).startsWith("See https://t.co/");
        assertThat(create.at("/message_data/entities/urls/0/expanded_url").asText())
                .isEqualTo("https://acme.test/a");
    }

    @Test
    void echoesWhatAPersonWritesFromTheAccountAsTwitterWebApp() {
        bench.connect();

        bench.control("POST", "/messages", "{\"from\":\"AcmeCare\",\"to\":\"" + person + "\",\"text\":\"by hand\"}");

        assertThat(TestBench.read(event(0).body()).at("/apps/3033300/name").asText())
                .isEqualTo("Twitter Web App");
    }

    @Test
    void showsAConversationAsThePersonSeesIt() {
        bench.control("POST", "/messages", "{\"from\":\"" + person + "\",\"text\":\"a & b\"}");
        bench.say(person, "c & d");

        JsonNode list = bench.control("GET", "/messages?with=" + person, "").json();

        assertThat(list.findValuesAsText("direction")).containsExactly("in", "out");
        assertThat(list.findValuesAsText("text")).containsExactly("a & b", "c & d");
    }

    @Test
    void deliversTheMessagesOfAPersonInTheirOrder() {
        bench.connect();

        List<String> sent = IntStream.range(0, 30)
                .mapToObj(
                        i -> bench.control("POST", "/messages", "{\"from\":\"" + person + "\",\"text\":\"" + i + "\"}")
                                .json()
                                .path("id")
                                .asText())
                .toList();

        await().untilAsserted(() -> assertThat(bench.hook.events)
                .extracting(event -> TestBench.read(event.body())
                        .at("/direct_message_events/0/id")
                        .asText())
                .containsExactlyElementsOf(sent));
    }

    @Test
    void triesAgainAsLongAsTheScheduleSays() {
        bench.connect();
        bench.hook.eventStatus = 503;

        String id = bench.control("POST", "/messages", "{\"from\":\"" + person + "\",\"text\":\"hi\"}")
                .json()
                .path("id")
                .asText();

        await().untilAsserted(() -> {
            JsonNode delivery = bench.control("GET", "/deliveries?messageId=" + id, "")
                    .json()
                    .path(0);
            assertThat(delivery.path("state").asText()).isEqualTo("lost");
            assertThat(delivery.path("attempts").size()).isEqualTo(3);
            assertThat(delivery.at("/attempts/2/status").asInt()).isEqualTo(503);
        });
        assertThat(bench.hook.events).hasSize(3);
    }

    @Test
    void tellsNobodyWhileTheWebhookIsInvalid() {
        bench.connect();
        bench.hook.onChallenge = HookReceiver.OnChallenge.WRONG_TOKEN;
        bench.control("POST", "/webhooks/check", "");

        bench.control("POST", "/messages", "{\"from\":\"" + person + "\",\"text\":\"hi\"}");

        assertThat(bench.control("GET", "/deliveries", "").json().at("/0/state").asText())
                .isEqualTo("skipped");
    }

    @Test
    void refusesRecipientsWhoCannotBeWrittenTo() {
        assertThat(bench.say("999", "hi").code()).isEqualTo(108);
        bench.control("PATCH", "/users/" + person, "{\"inbox\":\"followers\"}");
        assertThat(bench.say(person, "hi").code()).isEqualTo(150);
        bench.control("PATCH", "/users/" + person, "{\"inbox\":\"closed\"}");
        assertThat(bench.say(person, "hi").code()).isEqualTo(349);
        bench.control("PATCH", "/users/" + account, "{\"suspended\":true}");
        assertThat(bench.say(person, "hi").code()).isEqualTo(64);
        bench.control("PATCH", "/users/" + account, "{\"suspended\":false,\"accessLevel\":\"read\"}");
        assertThat(bench.say(person, "hi").code()).isEqualTo(93);
        bench.control("PATCH", "/users/" + account, "{\"revoked\":true}");
        assertThat(bench.say(person, "hi").code()).isEqualTo(89);
    }

    @Test
    void announcesAndHoldsTheLimitOfADay() {
        SendLimits two = new SendLimits(2, 10, 5, Duration.ofHours(24));
        try (TestBench small =
                new TestBench(TestBench.FAST.withLimits(Limits.twitter().withSends(two)))) {
            Answer first = small.say(person, "1");
            assertThat(first.header("x-user-limit-24hour-remaining")).isEqualTo("1");
            assertThat(first.header("x-app-limit-24hour-remaining")).isEqualTo("9");
            small.say(person, "2");

            Answer refused = small.say(person, "3");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo(88);
            long reset = Long.parseLong(refused.header("x-rate-limit-reset"));
            assertThat(reset)
                    .isEqualTo(small.clock.instant().plus(Duration.ofHours(24)).getEpochSecond());
            assertThat(small.control("GET", "/stats", "")
                            .json()
                            .at("/accounts/0/window/used")
                            .asInt())
                    .isEqualTo(2);
            small.clock.advance(Duration.ofHours(24));
            assertThat(small.say(person, "3").status()).isEqualTo(200);

            var account = small.control("GET", "/stats", "").json().at("/accounts/0");
            assertThat(account.path("windows").findValuesAsText("used")).containsExactly("2", "1");
            assertThat(account.path("over").asInt()).isEqualTo(1);
            assertThat(account.path("most").asInt()).isEqualTo(2);
        }
    }

    @Test
    void takesTypingAndReadingFromBothSides() {
        bench.connect();
        String id = bench.control("POST", "/messages", "{\"from\":\"" + person + "\",\"text\":\"hi\"}")
                .json()
                .path("id")
                .asText();
        bench.say(person, "hello");

        assertThat(bench.signed("POST", "/1.1/direct_messages/indicate_typing.json", "recipient_id=" + person)
                        .status())
                .isEqualTo(204);
        assertThat(bench.control("GET", "/stats", "")
                        .json()
                        .at("/accounts/0/mostCalls")
                        .path("POST /1.1/direct_messages/indicate_typing.json")
                        .asInt())
                .isEqualTo(1);
        assertThat(bench.signed(
                                "POST",
                                "/1.1/direct_messages/mark_read.json",
                                "last_read_event_id=" + id + "&recipient_id=" + person)
                        .status())
                .isEqualTo(204);
        assertThat(bench.control("POST", "/typing", "{\"from\":\"" + person + "\"}")
                        .status())
                .isEqualTo(202);
        assertThat(bench.control("POST", "/read", "{\"from\":\"" + person + "\"}")
                        .status())
                .isEqualTo(202);

        await().untilAsserted(() -> assertThat(bench.hook.events)
                .extracting(HookReceiver.Received::body)
                .anyMatch(body -> body.contains("direct_message_indicate_typing_events"))
                .anyMatch(body -> body.contains("direct_message_mark_read_events")));
    }

    @Test
    void sendsAnyOtherEventAsItIsGiven() {
        assertThat(bench.control("POST", "/events", "{\"body\":{}}").status()).isEqualTo(409);
        bench.connect();
        String follow = "{\"for_user_id\":\"" + account + "\",\"follow_events\":[{\"type\":\"follow\"}]}";

        assertThat(bench.control("POST", "/events", "{\"body\":" + follow + "}").status())
                .isEqualTo(202);

        assertThat(event(0).body()).isEqualTo(follow);
        assertThat(bench.control("GET", "/deliveries", "").json().at("/0/kind").asText())
                .isEqualTo("follow_events");
    }

    @Test
    void listsAndShowsMessages() {
        bench.say(person, "1");
        bench.say(person, "2");

        JsonNode page = bench.signed("GET", "/1.1/direct_messages/events/list.json?count=1")
                .json();
        assertThat(page.at("/events/0/message_create/message_data/text").asText())
                .isEqualTo("2");
        JsonNode next = bench.signed(
                        "GET",
                        "/1.1/direct_messages/events/list.json?count=1&cursor="
                                + page.path("next_cursor").asText())
                .json();
        String id = next.at("/events/0/id").asText();
        assertThat(next.has("next_cursor")).isFalse();
        assertThat(bench.signed("GET", "/1.1/direct_messages/events/show.json?id=" + id)
                        .json()
                        .at("/event/message_create/message_data/text")
                        .asText())
                .isEqualTo("1");
    }

    private HookReceiver.Received event(int index) {
        await().untilAsserted(() -> assertThat(bench.hook.events).hasSizeGreaterThan(index));
        return bench.hook.events.get(index);
    }
}
