package io.channeladapter.config.http;

import static io.channeladapter.config.http.RestUser.assertProblem;
import static io.channeladapter.config.http.RestUser.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import io.channeladapter.config.view.CommandBus;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a deletion leaves at Twitter: nothing, or what it tells. */
class DeletionTest {
    private static final Refusal FULL =
            new Refusal(Refusal.Kind.PERMANENT, 403, 200, "Your account has no more subscriptions.", null);
    private static final Refusal TROUBLE = new Refusal(Refusal.Kind.UNAVAILABLE, 503, 130, "Over capacity", null);
    private static final String V2 = """
            {"generation":"account-activity-v2"}""";
    private static final String V1 = """
            {"generation":"account-activity-v1","environmentLabel":"prod"}""";

    private final RestUser user = new RestUser();
    private final TestServer server = user.server;

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void aWebhookWhoseSubscriptionFailedGoesToo() {
        String path = user.configured();
        // Before the subscription: account, webhooks, registering.
        server.twitter.refuseAfter(3, FULL);
        assertProblem(authorize(path), 422, "not-authorized-by-twitter");
        assertThat(webhooks(server.twitter, TestServer.KEYS)).hasSize(1);

        assertThat(delete(path).statusCode()).isEqualTo(204);

        assertThat(webhooks(server.twitter, TestServer.KEYS)).isEmpty();
    }

    @Test
    void aConnectionThatWasNotRecordedGoesToo() {
        String path = user.configured();
        server.channels.answerNext(new CommandBus.Outcome.Undecided());
        HttpResponse<String> answer = authorize(path);
        assertProblem(answer, 503, "undecided");
        assertThat(json(answer).path("detail").asText()).contains("At Twitter webhook and subscription stand already");
        assertThat(subscribed()).isTrue();

        assertThat(delete(path).statusCode()).isEqualTo(204);

        assertThat(webhooks(server.twitter, TestServer.KEYS)).isEmpty();
        assertThat(subscribed()).isFalse();
    }

    @Test
    void whatWasTriedBesideTheConnectionInUseGoesToo() {
        String path = authorized();
        triedBeside(path);

        assertThat(delete(path).statusCode()).isEqualTo(204);

        assertThat(webhooks(server.twitter, TestServer.KEYS)).isEmpty();
        assertThat(webhooks(server.twitterV2, TestServer.KEYS)).isEmpty();
    }

    @Test
    void whatWasTriedBesideGoesWhereTheConnectionInUseIsEnteredAgain() {
        String path = authorized();
        triedBeside(path);

        assertThat(configure(path, V1).statusCode()).isEqualTo(200);

        assertThat(webhooks(server.twitterV2, TestServer.KEYS)).isEmpty();
        assertThat(webhooks(server.twitter, TestServer.KEYS)).hasSize(1);
        assertThat(subscribed()).isTrue();
    }

    @Test
    void keysThatWereEnteredSinceReachWhatTheDeadOnesDoNot() {
        String path = authorized();
        configure(path, """
                {"generation":"account-activity-v1","environmentLabel":"prod","accessToken":"new","accessTokenSecret":"new2"}""");
        Credentials renewed = new Credentials(
                TestServer.KEYS.apiKey(), TestServer.KEYS.apiSecretKey(), new Secret("new"), new Secret("new2"));
        server.twitter.renewed(renewed);

        assertThat(delete(path).statusCode()).isEqualTo(204);

        assertThat(webhooks(server.twitter, renewed)).isEmpty();
    }

    @Test
    void keysInUseReachWhatWrongOnesThatWereEnteredSinceDoNot() {
        String path = authorized();
        configure(path, """
                {"generation":"account-activity-v1","environmentLabel":"prod","accessToken":"wrong"}""");

        assertThat(delete(path).statusCode()).isEqualTo(204);

        assertThat(webhooks(server.twitter, TestServer.KEYS)).isEmpty();
        assertThat(subscribed()).isFalse();
    }

    @Test
    void anothersWebhookStays() {
        String path = user.configured();
        server.twitter.registerWebhook(TestServer.KEYS, "prod", URI.create("https://other.example.com/webhooks"));

        assertThat(delete(path).statusCode()).isEqualTo(204);

        assertThat(webhooks(server.twitter, TestServer.KEYS)).hasSize(1);
    }

    @Test
    void whatTwitterDoesNotLetGoIsToldAndStandsInHistory() {
        String path = authorized();
        server.twitter.refuseNext(TROUBLE);

        HttpResponse<String> answer = delete(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("warnings").path(0).asText())
                .matches("The webhook [0-9]+ could not be removed \\(HTTP 503, code 130\\).*");
        ChannelEvent last = server.channels.events().getLast();
        assertThat(last.type()).isEqualTo(ChannelEvent.Type.DELETED);
        assertThat(last.details().get("warnings")).contains("could not be removed");
    }

    @Test
    void nothingIsTakenBackBeforeItIsDecided() {
        String path = authorized();
        user.api("POST", path + "/enable", "", "If-Match", "*");
        server.channels.answerNext(new CommandBus.Outcome.Busy());

        assertProblem(delete(path), 503, "busy");

        assertThat(webhooks(server.twitter, TestServer.KEYS)).hasSize(1);
        assertThat(server.channels.all())
                .first()
                .satisfies(channel -> assertThat(channel.status()).isEqualTo(ChannelStatus.ENABLED));
    }

    @Test
    void anEnabledChannelIsStoppedBeforeAnythingIsTakenBack() {
        String path = authorized();
        user.api("POST", path + "/enable", "", "If-Match", "*");

        delete(path);

        assertThat(server.channels.events())
                .extracting(ChannelEvent::type)
                .endsWith(ChannelEvent.Type.DISABLED, ChannelEvent.Type.DELETED);
    }

    @Test
    void aDeletionThatEndsHalfWaySaysSoAndCanBeRepeated() {
        String path = authorized();
        server.channels.answerNext(new CommandBus.Outcome.Busy());

        HttpResponse<String> answer = delete(path);

        assertProblem(answer, 503, "busy");
        assertThat(json(answer).path("detail").asText())
                .contains("was taken back before this", "delete it again")
                .doesNotContain("Nothing was done");
        assertThat(delete(path).statusCode()).isEqualTo(204);
        assertThat(server.channels.all()).isEmpty();
    }

    private String authorized() {
        String path = user.configured();
        assertThat(authorize(path).statusCode()).isEqualTo(200);
        return path;
    }

    private void triedBeside(String path) {
        assertThat(configure(path, V2).statusCode()).isEqualTo(200);
        server.twitterV2.refuseAfter(3, FULL);
        assertProblem(authorize(path), 422, "not-authorized-by-twitter");
        assertThat(webhooks(server.twitterV2, TestServer.KEYS)).hasSize(1);
    }

    private HttpResponse<String> authorize(String path) {
        return user.api("POST", path + "/authorize", "", "If-Match", "*");
    }

    private HttpResponse<String> configure(String path, String configuration) {
        return user.api("PUT", path + "/configuration", configuration, "If-Match", "*");
    }

    private HttpResponse<String> delete(String path) {
        return user.api("DELETE", path, "", "If-Match", "*");
    }

    private boolean subscribed() {
        return server.twitter.subscribed(TestServer.KEYS, "prod", "")
                        instanceof TwitterAnswer.Success<Boolean>(Boolean is, var _)
                && is;
    }

    private static List<Webhook> webhooks(TwitterApi twitter, Credentials keys) {
        return twitter.webhooks(keys, "prod") instanceof TwitterAnswer.Success<List<Webhook>>(var list, var _)
                ? list
                : List.of();
    }
}
