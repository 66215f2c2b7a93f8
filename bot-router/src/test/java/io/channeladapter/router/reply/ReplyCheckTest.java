package io.channeladapter.router.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Channels;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.EventData.ReplyOutcome;
import io.channeladapter.common.message.Location;
import io.channeladapter.common.message.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final BotId BOT = new BotId("demo");
    private static final StreamId STREAM = new StreamId("st-00000000-0000-0000-0000-000000000001");
    private static final Conversation WITH = new Conversation(STREAM, "8");

    @Test
    void aTextAloneIsEnough() {
        CheckedReply reply = checked("{\"text\":\"Hello\",\"unknown\":{\"a\":1}}");

        assertThat(reply.text()).isEqualTo("Hello");
        assertThat(reply.conversation()).isEqualTo(WITH);
        assertThat(reply.id()).isEqualTo("bot.demo.replies-0-5");
        assertThat(reply.priority()).isEqualTo(CheckedReply.Priority.live);
        assertThat(reply.acceptedAt()).isEqualTo(NOW);
    }

    @Test
    void everyFieldIsRead() {
        CheckedReply reply = checked("""
                {"id":"r1","text":"Choose","quickReplies":[{"label":"A","description":"first","metadata":"a"},
                {"label":"B","description":"second"}],"buttons":[{"label":"See","url":"https://a.example/x"}],
                "media":{"id":"12"},"typing":true,"markRead":"99","expiresAt":"2026-11-23T12:00:00+01:00",
                "priority":"broadcast","inReplyTo":"e1"}
                """);

        assertThat(reply)
                .isEqualTo(new CheckedReply(
                        "r1",
                        BOT,
                        WITH,
                        "Choose",
                        java.util.List.of(
                                new CheckedReply.QuickReply("A", "first", "a"),
                                new CheckedReply.QuickReply("B", "second", null)),
                        java.util.List.of(new CheckedReply.Button("See", "https://a.example/x")),
                        "12",
                        null,
                        null,
                        true,
                        "99",
                        CheckedReply.Priority.broadcast,
                        Instant.parse("2026-11-23T11:00:00Z"),
                        "e1",
                        NOW,
                        null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"own\",\"text\":\"x\"}|own",
                "{\"id\":7,\"text\":\"x\"}|7",
                "{\"id\":\" \",\"text\":\"x\"}|event",
                "{\"text\":\"x\"}|event"
            })
    void theIdIsTheBotsElseTheEvents(String body, String id) {
        Incoming reply = new Incoming(BOT, WITH.toString(), json(body), "event", "position", null);

        assertThat(ReplyCheck.check(reply, with(ChannelStatus.ENABLED), NOW))
                .isInstanceOfSatisfying(
                        ReplyVerdict.Checked.class,
                        checked -> assertThat(checked.reply().id()).isEqualTo(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"typing\":true}",
                "{\"markRead\":\"9\"}",
                "{\"text\":\"\",\"media\":{\"id\":\"9\"}}",
                "{\"location\":{\"placeId\":\"07d9db48bc083000\"}}"
            })
    void aReplyMayHaveNoTextWhereItDoesSomethingElse(String body) {
        assertThat(checked(body).text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|text: must not be empty",
                "{\"text\":\" \"}|text: must not be empty",
                "{\"text\":\"\",\"typing\":true,\"buttons\":[{\"label\":\"a\",\"url\":\"https://a.b\"}]}|text: must not be empty beside",
                "{\"text\":7}|text: must be a string",
                "{\"text\":\"cut \\ud83d\"}|text: holds half of a character",
                "{\"text\":\"x\",\"quickReplies\":[{\"label\":\"cut \\ud83d\"}]}|quickReplies[0].label: holds half of a character",
                "{\"text\":\"x\",\"quickReplies\":[{\"label\":\"a\",\"metadata\":\"\\ude00\"}]}|quickReplies[0].metadata: holds half",
                "{\"text\":\"x\",\"quickReplies\":{}}|quickReplies: must be a list",
                "{\"text\":\"x\",\"quickReplies\":[{}]}|quickReplies[0].label: must be a text of 1 to 36 characters",
                "{\"text\":\"x\",\"quickReplies\":[{\"label\":\"https://a.b\"}]}|quickReplies: a label must not hold a link",
                "{\"text\":\"x\",\"quickReplies\":[{\"label\":\"a\",\"description\":\"d\"},{\"label\":\"b\"}]}|quickReplies: either all",
                "{\"text\":\"x\",\"buttons\":[{\"label\":\"a\"}]}|buttons[0].url: must be an http or https address",
                "{\"text\":\"x\",\"buttons\":[{\"label\":\"a\",\"url\":\"ftp://a.b\"}]}|buttons[0].url",
                "{\"text\":\"x\",\"buttons\":[{\"label\":\"a\",\"url\":\"https://a.b:65536/\"}]}|buttons[0].url",
                "{\"text\":\"x\",\"media\":\"12\"}|media: must be one of",
                "{\"location\":\"here\"}|location: must be {",
                "{\"location\":{}}|location: must be {",
                "{\"location\":{\"latitude\":1,\"longitude\":2,\"placeId\":\"a1\"}}|location: must be {",
                "{\"location\":{\"latitude\":90.1,\"longitude\":2}}|location.latitude: must be a number of degrees from -90 to 90",
                "{\"location\":{\"latitude\":1,\"longitude\":\"2\"}}|location.longitude: must be a number of degrees from -180 to 180",
                "{\"location\":{\"latitude\":1}}|location.longitude: must be a number",
                "{\"location\":{\"placeId\":\"a/b\"}}|location.placeId: must be Twitter's id",
                "{\"location\":{\"placeId\":\"a1\"},\"media\":{\"id\":\"9\"}}|location: must not stand beside media",
                "{\"text\":\"x\",\"typing\":\"yes\"}|typing: must be true or false",
                "{\"text\":\"x\",\"markRead\":\"abc\"}|markRead: must be the id",
                "{\"text\":\"x\",\"expiresAt\":\"tomorrow\"}|expiresAt: must be an ISO 8601 time",
                "{\"text\":\"x\",\"expiresAt\":\"+999999999-12-31T23:59:59Z\"}|expiresAt: the year must be from 0000 to 9999",
                "{\"text\":\"x\",\"expiresAt\":\"-999999999-01-01T00:00:00Z\"}|expiresAt: the year must be from 0000 to 9999",
                "{\"text\":\"x\",\"priority\":\"urgent\"}|priority: must be live or broadcast"
            })
    void whatTwitterWouldRefuseIsRefusedAtOnceAndTheFieldIsNamed(String body, String detail) {
        Outcome.Failed failed = failed(refused(json(body)));

        assertThat(failed.reason()).isEqualTo("invalid-reply");
        assertThat(failed.detail()).startsWith(detail);
    }

    @ParameterizedTest
    @CsvSource({"text,100000", "label,36", "description,72", "metadata,1000", "id,200"})
    void limitsAreCountedInCodePoints(String field, int limit) {
        assertThat(ReplyCheck.check(reply(json(bodyWith(field, limit))), with(ChannelStatus.ENABLED), NOW))
                .isInstanceOf(ReplyVerdict.Checked.class);

        assertThat(failed(refused(json(bodyWith(field, limit + 1)))).detail())
                .contains(field + ": " + (limit + 1) + " characters of at most " + limit);
    }

    @Test
    void anIdIsKeptAsLongAsItMayBe() {
        assertThat(checked(bodyWith("id", 200)).id()).isEqualTo("\uD83D\uDE00".repeat(200));
        assertThat(failed(refused(json("{\"text\":\"x\",\"id\":" + "1".repeat(201) + "}")))
                        .detail())
                .startsWith("id: 201 characters of at most 200");
    }

    @ParameterizedTest
    @CsvSource({"quickReplies,20", "buttons,3"})
    void listsHaveTheirLimits(String field, int limit) {
        String entry = "{\"label\":\"a\",\"url\":\"https://a.b\"}";
        String full = (entry + ",").repeat(limit - 1) + entry;

        assertThat(ReplyCheck.check(
                        reply(json("{\"text\":\"x\",\"" + field + "\":[" + full + "]}")),
                        with(ChannelStatus.ENABLED),
                        NOW))
                .isInstanceOf(ReplyVerdict.Checked.class);
        assertThat(failed(refused(json("{\"text\":\"x\",\"" + field + "\":[" + full + "," + entry + "]}")))
                        .detail())
                .isEqualTo(field + ": " + (limit + 1) + " of at most " + limit);
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        assertThat(failed(refused(json("{\"text\":7,\"typing\":7,\"priority\":7}")))
                        .detail())
                .contains("text: ", "typing: ", "priority: ");
    }

    @Test
    void g4_aBotCannotSpeakForAnothersChannelAndItAloneIsTold() {
        Incoming reply =
                new Incoming(new BotId("other"), WITH.toString(), json("{\"text\":\"x\"}"), null, "position", null);

        ReplyVerdict.Refusal refusal = (ReplyVerdict.Refusal) ReplyCheck.check(reply, with(ChannelStatus.ENABLED), NOW);

        assertThat(refusal.reason()).isEqualTo(ReplyVerdict.Reason.NOT_YOUR_CHANNEL);
        assertThat(refusal.outcome().topic()).isEqualTo("bot.other.events");
        assertThat(failed(refusal).reason()).isEqualTo("not-your-channel");
    }

    @ParameterizedTest
    @EnumSource(ChannelStatus.class)
    void onlyAnEnabledChannelIsWrittenTo(ChannelStatus status) {
        ReplyVerdict verdict = ReplyCheck.check(reply(json("{\"text\":\"x\"}")), with(status), NOW);

        switch (status) {
            case ENABLED -> assertThat(verdict).isInstanceOf(ReplyVerdict.Checked.class);
            case DISABLED -> assertThat(failed(verdict).reason()).isEqualTo("channel-disabled");
            case DRAFT, CONFIGURED, AUTHORIZED ->
                assertThat(failed(verdict).reason()).isEqualTo("channel-not-enabled");
        }
    }

    @Test
    void aChannelThatIsGoneIsUnknown() {
        assertThat(failed(ReplyCheck.check(reply(json("{\"text\":\"x\"}")), id -> Optional.empty(), NOW))
                        .reason())
                .isEqualTo("unknown-channel");
    }

    @Test
    void withoutAKeyTheOutcomeGoesByTheBot() {
        ReplyVerdict.Refusal refusal = (ReplyVerdict.Refusal) ReplyCheck.check(
                new Incoming(BOT, null, json("{\"text\":\"x\"}"), null, "position", null),
                with(ChannelStatus.ENABLED),
                NOW);

        assertThat(refusal.reason()).isEqualTo(ReplyVerdict.Reason.REPLY_WITHOUT_KEY);
        assertThat(refusal.outcome().key()).isEqualTo("demo");
        assertThat(failed(refusal).detail()).startsWith("key: ");
    }

    @Test
    void whatIsNoJsonIsRefusedInItsConversation() {
        ReplyVerdict.Refusal refusal =
                (ReplyVerdict.Refusal) ReplyCheck.check(reply(null), with(ChannelStatus.ENABLED), NOW);

        assertThat(refusal.reason()).isEqualTo(ReplyVerdict.Reason.REPLY_NOT_JSON);
        assertThat(refusal.outcome().key()).isEqualTo(WITH.toString());
    }

    @Test
    void aKeyThatIsNoConversationIsNamed() {
        ReplyVerdict.Refusal refusal = (ReplyVerdict.Refusal) ReplyCheck.check(
                new Incoming(BOT, STREAM.value(), json("{\"text\":\"x\"}"), null, "position", null),
                with(ChannelStatus.ENABLED),
                NOW);

        assertThat(refusal.reason()).isEqualTo(ReplyVerdict.Reason.INVALID_REPLY);
        assertThat(refusal.outcome().key()).isEqualTo("demo");
    }

    @Test
    void g9_aRefusalHoldsNothingOfTheText() {
        ReplyVerdict.Refusal refusal = refused(json("{\"text\":\"private " + "x".repeat(100_001) + "\"}"));

        assertThat(refusal.detail()).doesNotContain("private");
    }

    private static String bodyWith(String field, int length) {
        String text = "\uD83D\uDE00".repeat(length);
        return switch (field) {
            case "text" -> "{\"text\":\"" + "\uD83D\uDE00".repeat(length / 2) + "x".repeat(length - length / 2) + "\"}";
            case "id" -> "{\"text\":\"x\",\"id\":\"" + text + "\"}";
            case "label" -> "{\"text\":\"x\",\"quickReplies\":[{\"label\":\"" + text + "\"}]}";
            default -> "{\"text\":\"x\",\"quickReplies\":[{\"label\":\"a\",\"" + field + "\":\"" + text + "\"}]}";
        };
    }

    @Test
    void aPointIsReadInDegrees() {
        assertThat(checked("{\"location\":{\"latitude\":48.8584,\"longitude\":-2}}")
                        .location())
                .isEqualTo(new Location(48.8584, -2.0, null, null));
    }

    @ParameterizedTest
    @EnumSource(ApiGeneration.class)
    void quickRepliesButtonsAndPointsAreTakenByEveryGeneration(ApiGeneration generation) {
        String body = """
                {"text":"x","quickReplies":[{"label":"a"}],"buttons":[{"label":"a","url":"https://a.b"}],
                "location":{"latitude":1,"longitude":2}}""";

        assertThat(ReplyCheck.check(reply(json(body)), by(generation), NOW)).isInstanceOf(ReplyVerdict.Checked.class);
    }

    @Test
    void aPlaceOfTwittersOwnIsRefusedWhereTheGenerationInUseKnowsNone() {
        JsonNode body = json("{\"text\":\"x\",\"location\":{\"placeId\":\"07d9db48bc083000\"}}");

        assertThat(failed(ReplyCheck.check(reply(body), by(ApiGeneration.ACCOUNT_ACTIVITY_V2), NOW))
                        .detail())
                .startsWith("location.placeId: must be latitude and longitude")
                .contains("account-activity-v2");
        assertThat(ReplyCheck.check(reply(body), by(ApiGeneration.ACCOUNT_ACTIVITY_V1), NOW))
                .as("what only waits does not count")
                .isInstanceOf(ReplyVerdict.Checked.class);
    }

    @Test
    void aTextOfTenMessagesIsTakenWhateverItsCharacters() {
        assertThat(checked(text("a".repeat(100_000))).text()).hasSize(100_000);
        assertThat(checked(text("\uD83D\uDE00".repeat(100_000))).text()).hasSize(200_000);
    }

    @Test
    void aTextThatBecomesMoreMessagesThanMayBeIsRefusedHoweverFewItsCharacters() {
        String sentence = "a".repeat(6_000) + ". ";

        assertThat(checked(text(sentence.repeat(10))).text()).hasSize(60_020);
        assertThat(failed(refused(json(text(sentence.repeat(11))))).detail())
                .startsWith("text: becomes 11 messages of at most 10, ");
        assertThat(failed(refused(json(text("a".repeat(100_001))))).detail())
                .startsWith("text: 100001 characters of at most 100000");
    }

    @Test
    void choicesThatAreWrittenOutCountAsMessagesWhereTheyAre() {
        JsonNode body = json("{\"text\":\"" + "a".repeat(100_000) + "\",\"quickReplies\":[{\"label\":\"b\"}]}");

        assertThat(ReplyCheck.check(reply(body), by(ApiGeneration.ACCOUNT_ACTIVITY_V1), NOW))
                .isInstanceOf(ReplyVerdict.Checked.class);
        assertThat(failed(ReplyCheck.check(reply(body), by(ApiGeneration.ACCOUNT_ACTIVITY_V2), NOW))
                        .detail())
                .startsWith("text: becomes 11 messages of at most 10, ");
    }

    private static String text(String text) {
        return "{\"text\":\"" + text + "\"}";
    }

    @Test
    void whatWouldNotFitIntoARecordIsRefused() {
        byte[] file = new byte[MediaField.MOST_BYTES];
        file[0] = (byte) 0xff;
        file[1] = (byte) 0xd8;
        file[2] = (byte) 0xff;
        String body = "{\"text\":\"" + "\uD83D\uDE00".repeat(99_900) + "\",\"media\":{\"base64\":\""
                + Base64.getEncoder().encodeToString(file) + "\"}}";

        assertThat(failed(refused(json(body))).detail()).matches("value: 1[0-9]+ bytes of at most 1000000, .*");
    }

    /** Enabled by this generation, while the other one waits. */
    private static Channels by(ApiGeneration generation) {
        Channel channel = entering(Channel.draft(STREAM, BOT, NOW), generation)
                .authorized(new TwitterAccount("42", "shop", "Shop", null), "900", NOW)
                .with(ChannelStatus.ENABLED, NOW);
        ApiGeneration other = generation == ApiGeneration.ACCOUNT_ACTIVITY_V1
                ? ApiGeneration.ACCOUNT_ACTIVITY_V2
                : ApiGeneration.ACCOUNT_ACTIVITY_V1;
        return id -> Optional.of(entering(channel, other));
    }

    private static Channel entering(Channel channel, ApiGeneration generation) {
        Connection connection = new Connection(generation, generation.needsEnvironment() ? "prod" : null, "sealed");
        return channel.entering(connection, AfterUnclear.RESEND, null, NOW);
    }

    private static Channels with(ChannelStatus status) {
        return id ->
                id.equals(STREAM) ? Optional.of(Channel.draft(STREAM, BOT, NOW).with(status, NOW)) : Optional.empty();
    }

    private static Incoming reply(@Nullable JsonNode body) {
        return new Incoming(BOT, WITH.toString(), body, null, "bot.demo.replies-0-5", null);
    }

    private static CheckedReply checked(String body) {
        ReplyVerdict verdict = ReplyCheck.check(reply(json(body)), with(ChannelStatus.ENABLED), NOW);
        assertThat(verdict).isInstanceOf(ReplyVerdict.Checked.class);
        return ((ReplyVerdict.Checked) verdict).reply();
    }

    private static ReplyVerdict.Refusal refused(JsonNode body) {
        ReplyVerdict verdict = ReplyCheck.check(reply(body), with(ChannelStatus.ENABLED), NOW);
        assertThat(verdict).isInstanceOf(ReplyVerdict.Refusal.class);
        return (ReplyVerdict.Refusal) verdict;
    }

    private static Outcome.Failed failed(ReplyVerdict verdict) {
        assertThat(verdict).isInstanceOf(ReplyVerdict.Refusal.class);
        ReplyOutcome data =
                (ReplyOutcome) ((ReplyVerdict.Refusal) verdict).outcome().data();
        return (Outcome.Failed) data.outcome();
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
