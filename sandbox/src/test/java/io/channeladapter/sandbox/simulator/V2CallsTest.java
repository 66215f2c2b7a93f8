package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.simulator.HookReceiver.OnChallenge;
import io.channeladapter.sandbox.simulator.TestBench.Answer;
import io.channeladapter.sandbox.simulator.api.Limits;
import io.channeladapter.sandbox.simulator.delivery.WebhookSignature;
import io.channeladapter.sandbox.simulator.world.SendLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class V2CallsTest {
    private static final String ME = "/2/users/me?user.fields=profile_image_url";
    private static final String WEBHOOKS = "/2/webhooks";

    private final TestBench bench = new TestBench();
    private final String account = bench.keys.accountId();
    private final String person = bench.keys.personId();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void tellsWhoCallsAndWhatTheTokensMay() {
        Answer answer = bench.signed("GET", ME);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/data/id").asText()).isEqualTo(account);
        assertThat(answer.json().at("/data/username").asText()).isEqualTo("AcmeCare");
        assertThat(answer.header("x-access-level")).isEqualTo("read-write-directmessages");
        assertThat(answer.header("x-rate-limit-limit")).isEqualTo("75");
        assertThat(bench.signed("GET", "/2/users/me").json().path("data").has("profile_image_url"))
                .isFalse();
    }

    @Test
    void servesEveryUsersPicture() throws IOException, InterruptedException {
        String url =
                bench.signed("GET", ME).json().at("/data/profile_image_url").asText();
        assertThat(bench.signed("GET", "/1.1/account/verify_credentials.json")
                        .json()
                        .path("profile_image_url_https")
                        .asText())
                .isEqualTo(url);

        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> picture =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());

            assertThat(picture.headers().firstValue("content-type")).hasValue("image/png");
            assertThat(ImageIO.read(new ByteArrayInputStream(picture.body())).getWidth())
                    .isEqualTo(48);
        }
    }

    @Test
    void refusesWhoMayNotCall() {
        assertThat(bench.bearer("GET", ME).status()).isEqualTo(403);
        assertThat(bench.bearer("GET", ME).type()).isEqualTo("unsupported-authentication");
        assertThat(bench.signed("GET", WEBHOOKS).type()).isEqualTo("unsupported-authentication");
        Answer stranger = bench.send("GET", ME, "", "application/json", "OAuth nonsense");
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.json().path("title").asText()).isEqualTo("Unauthorized");
        assertThat(bench.signed("GET", "/2/nothing").type()).isEqualTo("resource-not-found");
    }

    @Test
    void registersListsChallengesAndRemovesAWebhook() {
        Answer registered = bench.registerV2();
        String id = registered.json().at("/data/id").asText();

        assertThat(registered.status()).isEqualTo(200);
        assertThat(registered.json().at("/data/valid").asBoolean()).isTrue();
        JsonNode list = bench.bearer("GET", WEBHOOKS).json();
        assertThat(list.at("/data/0/id").asText()).isEqualTo(id);
        assertThat(list.at("/meta/result_count").asInt()).isEqualTo(1);
        assertThat(bench.bearer("PUT", WEBHOOKS + "/" + id)
                        .json()
                        .at("/data/valid")
                        .asBoolean())
                .isTrue();
        assertThat(bench.bearer("DELETE", WEBHOOKS + "/" + id)
                        .json()
                        .at("/data/deleted")
                        .asBoolean())
                .isTrue();
        assertThat(bench.bearer("DELETE", WEBHOOKS + "/" + id).reason()).isEqualTo("WebhookIdInvalid");
        assertThat(bench.bearer("GET", WEBHOOKS).json().path("data").isEmpty()).isTrue();
    }

    @Test
    void refusesWhatIsNoRightRegistration() {
        assertThat(register("http://example.net/a").reason()).isEqualTo("UrlValidationFailed");
        assertThat(register("https://shop.example:8443/a").reason()).isEqualTo("UrlValidationFailed");
        assertThat(bench.bearer("POST", WEBHOOKS, "{}").type()).isEqualTo("invalid-request");
        bench.registerV2();
        assertThat(bench.registerV2().reason()).isEqualTo("DuplicateUrlFailed");
        assertThat(register(bench.hook.url() + "2").reason()).isEqualTo("WebhookLimitExceeded");
    }

    @ParameterizedTest
    @EnumSource(
            value = OnChallenge.class,
            names = {"WRONG_TOKEN", "REDIRECT", "SERVER_ERROR", "NEVER"})
    void refusesAWebhookThatFailsItsChallenge(OnChallenge onChallenge) {
        bench.hook.onChallenge = onChallenge;

        Answer answer = bench.registerV2();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("CrcValidationFailed");
    }

    @Test
    void aWrongAnswerMakesAWebhookInvalid() {
        String id = bench.connectV2();
        bench.hook.onChallenge = OnChallenge.WRONG_TOKEN;

        assertThat(bench.bearer("PUT", WEBHOOKS + "/" + id).reason()).isEqualTo("CrcValidationFailed");
        assertThat(bench.bearer("GET", WEBHOOKS).json().at("/data/0/valid").asBoolean())
                .isFalse();
    }

    @Test
    void subscribesAndUnsubscribes() {
        String id = bench.registerV2().json().at("/data/id").asText();
        String all = "/2/account_activity/webhooks/" + id + "/subscriptions/all";

        assertThat(bench.signed("GET", all).json().at("/data/subscribed").asBoolean())
                .isFalse();
        assertThat(bench.signed("POST", all).json().at("/data/subscribed").asBoolean())
                .isTrue();
        assertThat(bench.signed("POST", all).reason()).isEqualTo("DuplicateSubscriptionFailed");
        assertThat(bench.signed("GET", all).json().at("/data/subscribed").asBoolean())
                .isTrue();
        assertThat(bench.bearer("GET", all + "/list")
                        .json()
                        .at("/data/subscriptions/0/user_id")
                        .asText())
                .isEqualTo(account);
        assertThat(bench.bearer("GET", "/2/account_activity/subscriptions/count")
                        .json()
                        .at("/data/subscriptions_count_all")
                        .asText())
                .isEqualTo("1");
        String one = "/2/account_activity/webhooks/" + id + "/subscriptions/" + account + "/all";
        assertThat(bench.bearer("DELETE", one).json().at("/data/subscribed").asBoolean(true))
                .isFalse();
        assertThat(bench.bearer("DELETE", one).reason()).isEqualTo("SubscriptionNotFound");
        assertThat(bench.signed("POST", all.replace(id, "1")).reason()).isEqualTo("WebhookIdInvalid");
    }

    @Test
    void hasRoomForAsManySubscriptionsAsItsLimit() {
        Limits none = Limits.twitter().withV2(15, 1, 0, SendLimits.twitterV2());
        try (TestBench full = new TestBench(TestBench.FAST.withLimits(none))) {
            String id = full.registerV2().json().at("/data/id").asText();

            assertThat(full.signed("POST", "/2/account_activity/webhooks/" + id + "/subscriptions/all")
                            .reason())
                    .isEqualTo("SubscriptionLimitExceeded");
        }
    }

    @Test
    void sendsAMessageAndEchoesIt() {
        bench.connectV2();

        Answer sent = bench.sayV2(person, "Hello");

        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.json().at("/data/dm_conversation_id").asText()).isEqualTo(account + "-" + person);
        assertThat(sent.header("x-rate-limit-limit")).isEqualTo("15");
        assertThat(sent.header("x-user-limit-24hour-remaining")).isEqualTo("1439");
        assertThat(sent.header("x-app-limit-24hour-limit")).isEqualTo("1440");
        await().untilAsserted(() -> assertThat(bench.hook.events).hasSize(1));
        HookReceiver.Received event = bench.hook.events.getFirst();
        assertThat(event.signature()).isEqualTo(WebhookSignature.sign(bench.keys.apiSecretKey(), event.body()));
        assertThat(TestBench.read(event.body()).at("/direct_message_events/0/id"))
                .isEqualTo(sent.json().at("/data/dm_event_id"));
    }

    @Test
    void whoIsSubscribedByBothGenerationsIsToldTwice() {
        bench.connect();
        bench.connectV2();

        bench.control("POST", "/messages", "{\"from\":\"" + person + "\",\"text\":\"Hi\"}");

        await().untilAsserted(() -> assertThat(bench.hook.events).hasSize(2));
        assertThat(bench.hook.events.getFirst().body())
                .isEqualTo(bench.hook.events.getLast().body());
    }

    @Test
    void refusesWhatV2CannotSend() {
        String path = "/2/dm_conversations/with/" + person + "/messages";

        assertThat(bench.signedJson(path, "{}").type()).isEqualTo("invalid-request");
        assertThat(bench.signedJson(path, "{\"text\":\"a\",\"quick_reply\":{}}").type())
                .isEqualTo("invalid-request");
        assertThat(bench.signedJson(path, "{\"attachments\":[{\"media_id\":\"1\"}]}")
                        .status())
                .isEqualTo(400);
        assertThat(bench.sayV2("999", "a").status()).isEqualTo(404);
        bench.control("PATCH", "/users/" + person, "{\"inbox\":\"closed\"}");
        assertThat(bench.sayV2(person, "a").status()).isEqualTo(403);
        bench.control("PATCH", "/users/" + account, "{\"accessLevel\":\"read-write\"}");
        assertThat(bench.sayV2(person, "a").type()).isEqualTo("oauth1-permissions");
    }

    @Test
    void sendsToAConversationByItsNameButOnlyToOnesOwn() {
        String path = "/2/dm_conversations/" + account + "-" + person + "/messages";

        assertThat(bench.signedJson(path, "{\"text\":\"a\"}").status()).isEqualTo(201);
        assertThat(bench.signedJson("/2/dm_conversations/8-9/messages", "{\"text\":\"a\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void listsShowsAndDeletesMessages() {
        String first = bench.sayV2(person, "one").json().at("/data/dm_event_id").asText();
        bench.control("POST", "/messages", "{\"from\":\"" + person + "\",\"text\":\"two\"}");
        String fields = "dm_event.fields=sender_id%2Ccreated_at%2Cdm_conversation_id";

        JsonNode page =
                bench.signed("GET", "/2/dm_events?max_results=1&" + fields).json();
        assertThat(page.at("/data/0/text").asText()).isEqualTo("two");
        assertThat(page.at("/data/0/event_type").asText()).isEqualTo("MessageCreate");
        assertThat(page.at("/data/0/sender_id").asText()).isEqualTo(person);
        assertThat(page.at("/data/0/dm_conversation_id").asText()).isEqualTo(account + "-" + person);
        JsonNode next = bench.signed(
                        "GET",
                        "/2/dm_conversations/with/" + person + "/dm_events?max_results=1&pagination_token="
                                + page.at("/meta/next_token").asText())
                .json();
        assertThat(next.at("/data/0/id").asText()).isEqualTo(first);
        assertThat(next.at("/meta").has("next_token")).isFalse();
        assertThat(bench.signed("GET", "/2/dm_events?max_results=101").type()).isEqualTo("invalid-request");

        assertThat(bench.signed("DELETE", "/2/dm_events/" + first)
                        .json()
                        .at("/data/deleted")
                        .asBoolean())
                .isTrue();
        assertThat(bench.signed("GET", "/2/dm_events/" + first).status()).isEqualTo(404);
        assertThat(bench.control("GET", "/messages?with=" + person, "").json())
                .as("the person still has it")
                .hasSize(2);
    }

    @Test
    void g8_sends15In15MinutesAndNoMore() {
        assertThat(IntStream.range(0, 15).mapToObj(i -> bench.sayV2(person, "a")))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));

        Answer refused = bench.sayV2(person, "a");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("x-rate-limit-remaining")).isEqualTo("0");
        assertThat(refused.json().path("title").asText()).isEqualTo("Too Many Requests");

        bench.clock.advance(Duration.ofMinutes(15));
        assertThat(bench.sayV2(person, "a").status()).isEqualTo(201);
    }

    @Test
    void g8_stopsAtTheLimitOfADayEvenAfterARestart() {
        Limits two = Limits.twitter().withV2(15, 1, 3, new SendLimits(2, 10, 0, Duration.ofHours(24)));
        SimulatorConfig config = TestBench.FAST.withLimits(two).withDataDir(folder);
        try (TestBench before = new TestBench(config)) {
            before.connectV2();
            before.sayV2(person, "a");
            before.sayV2(person, "b");
        }

        try (TestBench after = new TestBench(config)) {
            Answer refused = after.sayV2(person, "c");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("x-user-limit-24hour-remaining")).isEqualTo("0");
            assertThat(after.control("GET", "/webhooks", "")
                            .json()
                            .at("/0/subscribed/0")
                            .asText())
                    .isEqualTo(account);
            assertThat(after.say(person, "by the other generation").status()).isEqualTo(200);
        }
    }

    @Test
    void makesAnAccountWhoseAppHasNoEnvironment() {
        Answer made = bench.control(
                "POST", "/accounts", "{\"screenName\":\"NewShop\",\"generation\":\"account-activity-v2\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("environmentLabel").asText()).isEmpty();
        assertThat(made.json().path("apiKey").asText()).isNotEmpty();
        assertThat(bench.control(
                                "POST",
                                "/accounts",
                                "{\"screenName\":\"S\",\"generation\":\"account-activity-v2\",\"environmentLabel\":\"x\"}")
                        .status())
                .isEqualTo(400);
    }

    private Answer register(String url) {
        return bench.bearer("POST", WEBHOOKS, "{\"url\":\"" + url + "\"}");
    }
}
