package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.channel.Rest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An enabled channel is changed while people write to it. */
@Tag(KafkaUnderTest.ANY)
@ExtendWith(WithAdapter.class)
class ChangeIT {
    private final TheAdapter adapter;
    private final Twitter twitter;
    private final Rest config;
    private final TestChannel channel;
    private final BotUnderTest bot;
    private final PeopleWriting people;

    ChangeIT(TheAdapter adapter) {
        this.adapter = adapter;
        this.twitter = adapter.twitter();
        this.config = adapter.config();
        this.channel = adapter.newChannel(adapter.newBotId());
        this.bot = adapter.bot(channel.botId());
        this.people = new PeopleWriting(
                twitter, channel.accountId(), List.of(adapter.newPerson(), adapter.newPerson(), adapter.newPerson()));
    }

    @AfterEach
    void close() {
        people.close();
        bot.close();
    }

    @Test
    void aNewApiSecretKeyCostsNoWebhook() throws Exception {
        String rolled = "rolled" + channel.apiSecretKey();
        people.awaitMore();

        JsonNode waiting = configure(Map.of("apiSecretKey", rolled));
        assertThat(waiting.path("previousSecretValidUntil").asText()).isNotEmpty();
        awaitIngressAnswersWith(rolled);
        people.awaitMore();
        twitter.changeKeys(channel.accountId(), Map.of("apiSecretKey", rolled));
        people.awaitMore();
        authorize();

        everyMessageReachedTheBotAtFirstAttempt();
        theBotsAnswersArrive();
    }

    @Test
    void newTokensCostNoWebhook() throws Exception {
        people.awaitMore();

        JsonNode keys = twitter.changeKeys(channel.accountId(), Map.of("newTokens", true));
        people.awaitMore();
        configure(Map.of(
                "accessToken", keys.path("accessToken").asText(),
                "accessTokenSecret", keys.path("accessTokenSecret").asText()));
        people.awaitMore();
        authorize();

        everyMessageReachedTheBotAtFirstAttempt();
        theBotsAnswersArrive();
    }

    @Test
    void aNewLabelCostsNoWebhook() throws Exception {
        people.awaitMore();

        twitter.changeKeys(channel.accountId(), Map.of("environmentLabel", "other"));
        configure(Map.of("environmentLabel", "other"));
        people.awaitMore();
        authorize();

        everyMessageReachedTheBotAtFirstAttempt();
        theBotsAnswersArrive();
    }

    @Test
    void aNewGenerationOfTheApiCostsNoWebhook() throws Exception {
        people.awaitMore();

        configure(Map.of("generation", "account-activity-v2", "environmentLabel", ""));
        people.awaitMore();
        authorize();

        everyMessageReachedTheBotAtFirstAttempt();
        theBotsAnswersArrive();
    }

    private JsonNode configure(Map<String, String> changed) throws IOException, InterruptedException {
        Rest.Answer before = config.get(channel.path());
        Map<String, String> all = new HashMap<>();
        all.put("generation", before.body().path("generation").asText());
        all.put("environmentLabel", before.body().path("environmentLabel").asText());
        all.putAll(changed);
        Rest.Answer configured = config.put(channel.path() + "/configuration", String.valueOf(before.etag()), all);
        assertThat(configured.ok()).as(configured.toString()).isTrue();
        assertThat(configured.body().path("status").asText()).isEqualTo("configured");
        assertThat(configured.body().path("serving").asBoolean()).isTrue();
        return configured.body();
    }

    private void authorize() throws IOException, InterruptedException {
        Rest.Answer authorized = config.post(channel.path() + "/authorize", "*", Map.of());
        assertThat(authorized.ok()).as(authorized.toString()).isTrue();
        JsonNode now = authorized.body().path("channel");
        assertThat(now.path("status").asText()).isEqualTo("enabled");
        assertThat(now.path("serving").asBoolean(true)).isFalse();
        people.awaitMore();
    }

    private void awaitIngressAnswersWith(String apiSecretKey) {
        Rest ingress = new Rest(adapter.http(), channel.callbackUrl(), Map.of());
        await("adapter-ingress has read the change")
                .atMost(TheAdapter.LIMIT)
                .until(() -> ingress.get("?crc_token=test")
                        .body()
                        .path("response_token")
                        .asText()
                        .equals(Signature.of(apiSecretKey, "test".getBytes(UTF_8))));
    }

    private void everyMessageReachedTheBotAtFirstAttempt() {
        Map<String, List<PeopleWriting.Written>> written = people.stop();
        written.forEach((person, messages) -> {
            assertThat(messages)
                    .allSatisfy(message -> assertThat(twitter.attempts(message.id()))
                            .isNotEmpty()
                            .containsOnly(200));
            assertThat(bot.awaitReceived(channel.conversation(person), messages.size()))
                    .extracting(BotUnderTest.Event::text)
                    .containsExactlyElementsOf(
                            messages.stream().map(PeopleWriting.Written::text).toList());
        });
    }

    private void theBotsAnswersArrive() {
        String person = adapter.newPerson();
        twitter.write(person, channel.accountId(), "Are you there?");
        bot.reply(channel.conversation(person), "after-the-change", "I am.");
        assertThat(twitter.awaitReceived(person, channel.accountId(), 1)).containsExactly("I am.");
    }
}
