package io.channeladapter.router.route;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.EventData.DirectMessage;
import io.channeladapter.common.message.EventData.Person;
import io.channeladapter.common.message.EventType;
import io.channeladapter.common.message.Tweet;
import io.channeladapter.router.read.TwitterEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes of an event of an enabled channel what its bot reads, or what the egress reads of the account's own messages. */
final class Outgoing {
    private final Channel channel;
    private final StreamId streamId;
    private final BotId botId;
    private final TwitterEvent event;
    private final Instant receivedAt;
    private final @Nullable String traceparent;

    Outgoing(Channel channel, TwitterEvent event, Instant receivedAt, @Nullable String traceparent) {
        this.channel = channel;
        this.streamId = channel.streamId();
        this.botId = channel.botId();
        this.event = event;
        this.receivedAt = receivedAt;
        this.traceparent = traceparent;
    }

    Route route() {
        return switch (event) {
            case TwitterEvent.Message message
            when channel.isAccount(message.from().id()) -> echo(message);
            case TwitterEvent.Message(var _, var _, Person from, var _, DirectMessage message, Instant at, var raw) ->
                inConversation(
                        EventType.MESSAGE_RECEIVED,
                        from.id(),
                        with -> new EventData.Message(streamId, botId, with, from, message, at, receivedAt, raw));
            // What the account itself does on another device is no act of the person: kept, but not called one.
            case TwitterEvent.Typing typing
            when channel.isAccount(typing.from().id()) -> other(EventType.unknown("typing.own"));
            case TwitterEvent.Read read
            when channel.isAccount(read.from().id()) -> other(EventType.unknown("read.own"));
            case TwitterEvent.Typing(var _, var _, Person from, Instant at, var raw) ->
                inConversation(
                        EventType.TYPING_STARTED,
                        from.id(),
                        with -> new EventData.Typing(streamId, botId, with, from, at, receivedAt, raw));
            case TwitterEvent.Read(var _, var _, Person from, String last, Instant at, var raw) ->
                inConversation(
                        EventType.MESSAGE_READ,
                        from.id(),
                        with -> new EventData.Read(streamId, botId, with, from, last, at, receivedAt, raw));
            case TwitterEvent.Unreadable(var _, var _, Person from, Instant at, var raw) ->
                inConversation(
                        EventType.MESSAGE_UNREADABLE,
                        from.id(),
                        with -> new EventData.Unreadable(streamId, botId, with, from, at, receivedAt, raw));
            case TwitterEvent.EncryptedSent(var _, String id, Person from, String to, Instant at, var raw) ->
                inConversation(
                        EventType.MESSAGE_SENT_ELSEWHERE,
                        to,
                        with -> new EventData.Message(
                                streamId, botId, with, named(from), encrypted(id), at, receivedAt, raw));
            case TwitterEvent.Tweeted tweeted -> tweeted(tweeted);
            case TwitterEvent.TweetDeleted(var _, Tweet tweet, var _, var _) ->
                tweet(EventType.TWEET_DELETED, tweet.author(), tweet, null);
            case TwitterEvent.Favorited favorited ->
                tweet(EventType.TWEET_FAVORITED, favorited.from(), favorited.tweet(), null);
            case TwitterEvent.Related(var _, String verb, var _, Person source, Person target, Instant at, var raw) ->
                bot(
                        EventType.relation(verb),
                        null,
                        new EventData.Relation(
                                streamId, botId, source, target, channel.isAccount(source.id()), at, receivedAt, raw));
            case TwitterEvent.Revoked revoked ->
                bot(
                        EventType.ACCOUNT_REVOKED,
                        null,
                        new EventData.AccountRevoked(
                                streamId, botId, account(), revoked.appId(), revoked.at(), receivedAt, revoked.raw()));
            case TwitterEvent.ReplayEnded _ -> new Route.Ended();
            case TwitterEvent.Other other -> other(other.type());
        };
    }

    private Route echo(TwitterEvent.Message message) {
        return new Route.ToEchoes(new Echo(
                botId,
                new Conversation(streamId, message.recipientId()),
                message.from(),
                message.message(),
                message.at(),
                receivedAt,
                message.raw(),
                traceparent));
    }

    private Route tweeted(TwitterEvent.Tweeted tweeted) {
        String type = channel.isAccount(tweeted.from().id()) ? EventType.TWEET_CREATED : EventType.MENTION_RECEIVED;
        return tweet(type, tweeted.from(), tweeted.tweet(), tweeted.authorBlocked());
    }

    private Route tweet(String type, @Nullable Person from, Tweet tweet, @Nullable Boolean authorBlocked) {
        boolean byAccount = from != null && channel.isAccount(from.id());
        return bot(
                type,
                null,
                new EventData.TweetActivity(
                        streamId,
                        botId,
                        from == null ? null : named(from),
                        byAccount,
                        tweet,
                        authorBlocked,
                        event.at(),
                        receivedAt,
                        event.raw()));
    }

    private Route other(String type) {
        return bot(type, null, new EventData.Other(streamId, botId, event.raw(), receivedAt));
    }

    private Route inConversation(String type, String userId, Function<Conversation, EventData> data) {
        Conversation with = new Conversation(streamId, userId);
        return bot(type, with, data.apply(with));
    }

    private Route bot(String type, @Nullable Conversation conversation, EventData data) {
        return new Route.ToBot(new BotEvent(
                Routing.eventId(streamId, event), type, streamId, botId, conversation, event.at(), data, traceparent));
    }

    // Twitter does not always describe the account itself.
    private Person named(Person person) {
        return person.screenName() == null && channel.isAccount(person.id()) ? account() : person;
    }

    private Person account() {
        TwitterAccount account = Objects.requireNonNull(channel.account());
        return new Person(account.id(), account.screenName(), account.name(), account.pictureUrl(), null, null);
    }

    private static DirectMessage encrypted(String id) {
        return new DirectMessage(id, "", "", null, List.of(), null, List.of(), true);
    }
}
