package io.channeladapter.common.codec;

import io.channeladapter.common.channel.AfterFailure;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Condition;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.channel.Refetch;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.channel.Vitals;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.Location;
import io.channeladapter.common.message.Offer;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.message.Received;
import io.channeladapter.common.message.Tweet;
import io.channeladapter.common.outbox.OutboxBeat;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.common.outbox.OutboxState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of each record that crosses Kafka, with every component set, and some with as few as there may be. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-23T08:00:00.123Z");
    public static final StreamId STREAM = new StreamId("st-00000000-0000-0000-0000-000000000001");
    public static final BotId BOT = new BotId("demo");
    public static final Conversation CONVERSATION = new Conversation(STREAM, "42");
    public static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    public static final Channel CHANNEL = new Channel(
            STREAM,
            BOT,
            4,
            null,
            ChannelStatus.ENABLED,
            ApiGeneration.ACCOUNT_ACTIVITY_V1,
            "prod",
            "c2VhbGVk",
            new TwitterAccount("99", "demo_bot", "Demo", null),
            "1001",
            null,
            null,
            AfterUnclear.REPORT,
            null,
            new Health(Health.Level.DEGRADED, "webhook-invalid", "Twitter could not reach the address.", NOW, null),
            null,
            NOW,
            NOW);
    private static final Refetch REFETCH = new Refetch(
            NOW.minusSeconds(3_600),
            List.of(new Refetch.Span(NOW.minusSeconds(1_800), NOW.minusSeconds(1_200))),
            new Refetch.Gap(NOW.minusSeconds(600), NOW, 1, NOW.plusSeconds(60), NOW.plusSeconds(61)),
            List.of(new Refetch.Span(NOW.plusSeconds(300), NOW.plusSeconds(600))),
            List.of(new Refetch.Job("3001", NOW.minusSeconds(7_200), NOW.minusSeconds(3_600))));
    /** With everything that states had not from the beginning: {@link #CHANNEL} is what those of before look like. */
    public static final Channel CHANGING = new Channel(
            STREAM,
            BOT,
            9,
            7L,
            ChannelStatus.ENABLED,
            ApiGeneration.ACCOUNT_ACTIVITY_V1,
            "prod",
            "c2VhbGVk",
            new TwitterAccount("99", "demo_bot", "Demo", "https://example.com/demo.png"),
            "1001",
            new Connection(ApiGeneration.ACCOUNT_ACTIVITY_V2, null, "bmV3"),
            new PreviousSecret("b2xk", NOW.plusSeconds(86_400)),
            AfterUnclear.RESEND,
            AfterFailure.STOP,
            new Health(
                    Health.Level.BROKEN,
                    "credentials-refused",
                    "Twitter refused the access token.",
                    NOW,
                    List.of(new Condition(
                            "credentials-refused",
                            Health.Level.BROKEN,
                            "Twitter refused the access token.",
                            NOW,
                            NOW.plusSeconds(1),
                            NOW.plusSeconds(60),
                            "adapter-egress"))),
            new Vitals(NOW, NOW, Duration.ofHours(3), 12, NOW, true, false, true, NOW, REFETCH),
            NOW,
            NOW);

    public static final CheckedReply REPLY = new CheckedReply(
            "r-1",
            BOT,
            CONVERSATION,
            "Hello ☕",
            List.of(new CheckedReply.QuickReply("Yes", "I do", "y"), new CheckedReply.QuickReply("No", null, null)),
            List.of(new CheckedReply.Button("Open", "https://example.com/a?b=c")),
            "777",
            new CheckedReply.MediaSource(java.net.URI.create("https://example.com/cat.png"), null),
            new Location(52.5, 13.4, null, null),
            true,
            "55",
            CheckedReply.Priority.broadcast,
            NOW.plusSeconds(3_600),
            "event-1",
            NOW,
            TRACE);
    public static final EventData.DirectMessage MESSAGE = new EventData.DirectMessage(
            "55",
            "Tea & cake https://example.com",
            "Tea &amp; cake https://t.co/a",
            new EventData.QuickReplyAnswer("options", "y"),
            List.of(new EventData.Media("7", "photo", "https://ton.example.com/7.jpg", "image/jpeg", 1_200, 800, null)),
            new Location(32.71, -97.32, "5a110d312052166f", "San Francisco, CA"),
            List.of(new EventData.Url("https://t.co/a", "https://example.com")),
            null);
    private static final EventData.Person PERSON =
            new EventData.Person("42", "ann", "Ann", "https://example.com/ann.png", true, 7L);
    private static final Tweet TWEET = new Tweet(
            "56",
            PERSON,
            "@demo_bot Tea & cake https://example.com",
            "@demo_bot Tea &amp; cake https://t.co/a",
            NOW,
            new Tweet.InReplyTo("57", "99"),
            "58",
            "59",
            MESSAGE.media(),
            MESSAGE.urls());

    /** All of them by the name of their golden file. */
    public static final Map<String, Object> ALL = all();

    private Samples() {}

    private static Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("channel", CHANNEL);
        all.put("channel-changing", CHANGING);
        all.put("channel-draft", Channel.draft(STREAM, BOT, NOW));
        all.put(
                "channel-event",
                new ChannelEvent(
                        STREAM, BOT, 4, ChannelEvent.Type.AUTHORIZED, NOW, "ann", Map.of("account", "demo_bot")));
        all.put(
                "channel-signal-missed",
                new ChannelSignal(
                        STREAM,
                        ChannelSignal.Kind.EVENTS_MISSED,
                        "adapter-ingress",
                        NOW,
                        "Kafka took no webhooks.",
                        null,
                        null,
                        ChannelSignal.Replay.of(NOW.minusSeconds(600), NOW)));
        all.put(
                "channel-signal",
                new ChannelSignal(
                        STREAM,
                        ChannelSignal.Kind.CREDENTIALS_REFUSED,
                        "adapter-egress",
                        NOW,
                        "Twitter refused the access token.",
                        null,
                        null));
        all.put("checked-reply", REPLY);
        all.put(
                "checked-reply-least",
                new CheckedReply(
                        "r-2",
                        BOT,
                        CONVERSATION,
                        "Hi",
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        false,
                        null,
                        CheckedReply.Priority.live,
                        null,
                        null,
                        NOW,
                        null));
        all.put("received", new Received(CONVERSATION, "55", NOW));
        all.put(
                "offer",
                new Offer(
                        CONVERSATION,
                        "r-1",
                        List.of(new Offer.Option("Yes", "y"), new Offer.Option("No", null)),
                        "1993000000000000002",
                        NOW));
        all.put("outbox-command", new OutboxCommand(STREAM, OutboxCommand.Kind.CANCEL, "42", "r-1", "ada", NOW));
        all.put(
                "outbox-state",
                new OutboxState(
                        STREAM,
                        NOW,
                        12,
                        7,
                        "rate-limited",
                        NOW.plusSeconds(600),
                        "Twitter's limit for the account is reached.",
                        new OutboxState.Pause("repeated-text", "The same text again and again.", "42", NOW),
                        List.of(new OutboxState.Quota("user-day", 1_440, 0, NOW.plusSeconds(600))),
                        List.of(new OutboxState.Head("42", 3, "r-1", NOW, "backoff", NOW.plusSeconds(9)))));
        all.put("outbox-beat", new OutboxBeat(NOW));
        all.put("echo", new Echo(BOT, CONVERSATION, PERSON, MESSAGE, NOW, NOW.plusSeconds(1), raw(), TRACE));
        all.put(
                "event-message",
                new EventData.Message(STREAM, BOT, CONVERSATION, PERSON, MESSAGE, NOW, NOW.plusSeconds(1), raw()));
        all.put(
                "event-message-least",
                new EventData.Message(
                        STREAM,
                        BOT,
                        CONVERSATION,
                        EventData.Person.of("42"),
                        new EventData.DirectMessage("55", "Hi", "Hi", null, List.of(), null, List.of(), null),
                        NOW,
                        NOW,
                        raw()));
        all.put("event-read", new EventData.Read(STREAM, BOT, CONVERSATION, PERSON, "55", NOW, NOW, raw()));
        all.put("event-typing", new EventData.Typing(STREAM, BOT, CONVERSATION, PERSON, NOW, NOW, raw()));
        all.put("event-unreadable", new EventData.Unreadable(STREAM, BOT, CONVERSATION, PERSON, NOW, NOW, raw()));
        all.put(
                "event-tweet",
                new EventData.TweetActivity(STREAM, BOT, PERSON, false, TWEET, false, NOW, NOW.plusSeconds(1), raw()));
        all.put(
                "event-tweet-least",
                new EventData.TweetActivity(STREAM, BOT, null, false, Tweet.of("56", null), null, NOW, NOW, raw()));
        all.put(
                "event-relation",
                new EventData.Relation(STREAM, BOT, PERSON, EventData.Person.of("99"), false, NOW, NOW, raw()));
        all.put("event-quota-state", new EventData.QuotaState(STREAM, BOT, "user-day", 1_000, 100, NOW, 90, 12, NOW));
        all.put(
                "event-revoked",
                new EventData.AccountRevoked(STREAM, BOT, EventData.Person.of("99"), "1", NOW, NOW, raw()));
        all.put("event-other", new EventData.Other(STREAM, BOT, raw(), NOW));
        all.put(
                "event-channel-changed",
                new EventData.ChannelChanged(STREAM, BOT, 4, Map.of("cause", "webhook-invalid")));
        all.put("outcome-sent", outcome(new Outcome.Sent("1002", NOW)));
        all.put("outcome-sent-several", outcome(new Outcome.Sent("1003", NOW, List.of("1002", "1003"))));
        all.put(
                "outcome-deferred",
                outcome(new Outcome.Deferred(NOW, "rate-limited", "Twitter allows more at 08:15.")));
        all.put("outcome-failed", outcome(new Outcome.Failed("too-long", "Twitter says: too long.", 354)));
        all.put("outcome-expired", outcome(new Outcome.Expired(NOW)));
        all.put("outcome-confirmed", outcome(new Outcome.Confirmed("1002")));
        all.put(
                "outcome-without-conversation",
                new EventData.ReplyOutcome(
                        null, BOT, null, "r-3", new Outcome.Failed("reply-not-json", "The value is not JSON.", null)));
        return all;
    }

    private static EventData.ReplyOutcome outcome(Outcome outcome) {
        return new EventData.ReplyOutcome(STREAM, BOT, CONVERSATION, "r-1", outcome);
    }

    private static com.fasterxml.jackson.databind.JsonNode raw() {
        return Json.object().put("type", "message_create").put("id", "55");
    }
}
