package io.channeladapter.router.route;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.EventType;
import io.channeladapter.router.read.TwitterEvent;
import io.channeladapter.router.route.Route.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides where an event goes. Pure. Looked at in this order: the channel is known · it is enabled · the event is for
 * its account · the account itself wrote the message, or someone else.
 */
public final class Routing {
    private static final String SERVICE = "bot-router";
    private static final Duration UNREADABLE_LASTS = Duration.ofDays(1);

    private Routing() {}

    /**
     * The route of an event.
     *
     * @param channel as last seen; empty where there is none
     * @param receivedAt when the ingress accepted it
     * @param traceparent of the webhook; null where it had none
     */
    public static Route of(
            Optional<Channel> channel,
            StreamId streamId,
            TwitterEvent event,
            Instant receivedAt,
            @Nullable String traceparent) {
        if (channel.isEmpty()) {
            return new Route.ToDeadLetters(
                    Reason.UNKNOWN_CHANNEL, "no channel " + streamId + "; it may have been deleted");
        }
        return switch (channel.get().status()) {
            case DRAFT, CONFIGURED, AUTHORIZED ->
                new Route.ToDeadLetters(
                        Reason.CHANNEL_NOT_ENABLED,
                        "channel is " + channel.get().status().wire());
            case DISABLED -> new Route.ToDeadLetters(Reason.CHANNEL_DISABLED, "channel is disabled");
            case ENABLED -> ofEnabled(channel.get(), event, receivedAt, traceparent);
        };
    }

    /**
     * What the config-service is told of this event, whatever the channel's status; of the same kind not more often than
     * {@link LifeSigns} lets through.
     */
    public static List<ChannelSignal> signals(Channel channel, TwitterEvent event, Instant receivedAt) {
        String forUserId = event.forUserId();
        if (channel.account() == null || (forUserId != null && !channel.isAccount(forUserId))) {
            return List.of();
        }
        ChannelSignal seen = signal(channel, ChannelSignal.Kind.EVENT_SEEN, receivedAt, "Twitter sent an event.", null);
        return switch (event) {
            case TwitterEvent.Revoked _ ->
                List.of(
                        seen,
                        signal(
                                channel,
                                ChannelSignal.Kind.ACCOUNT_REVOKED,
                                event.at(),
                                "The account took its permission back from the app, and Twitter ended the subscription."
                                        + " Grant it again, then authorize the channel.",
                                null));
            case TwitterEvent.Unreadable unreadable
            when !channel.isAccount(unreadable.senderId()) ->
                List.of(
                        seen,
                        signal(
                                channel,
                                ChannelSignal.Kind.MESSAGES_UNREADABLE,
                                receivedAt,
                                "An encrypted message arrived. Neither the adapter nor the bot can read it.",
                                receivedAt.plus(UNREADABLE_LASTS)));
            case TwitterEvent.Message _,
                    TwitterEvent.Typing _,
                    TwitterEvent.Read _,
                    TwitterEvent.Unreadable _,
                    TwitterEvent.Other _ -> List.of(seen);
        };
    }

    private static ChannelSignal signal(
            Channel channel, ChannelSignal.Kind kind, Instant at, String detail, @Nullable Instant until) {
        return new ChannelSignal(channel.streamId(), kind, SERVICE, at, detail, until, null);
    }

    private static Route ofEnabled(
            Channel channel, TwitterEvent event, Instant receivedAt, @Nullable String traceparent) {
        TwitterAccount account = channel.account();
        String forUserId = event.forUserId();
        if (account == null || (forUserId != null && !channel.isAccount(forUserId))) {
            return new Route.ToDeadLetters(
                    Reason.WRONG_USER,
                    "event is for user " + forUserId + ", the channel's account is "
                            + (account == null ? "unknown" : account.id()));
        }
        StreamId streamId = channel.streamId();
        return switch (event) {
            case TwitterEvent.Message message
            when channel.isAccount(message.from().id()) ->
                new Route.ToEchoes(new Echo(
                        channel.botId(),
                        new Conversation(streamId, message.recipientId()),
                        message.message(),
                        message.at(),
                        receivedAt,
                        message.raw(),
                        traceparent));
            case TwitterEvent.Message message -> {
                Conversation with = new Conversation(streamId, message.from().id());
                yield bot(
                        channel,
                        EventType.MESSAGE_RECEIVED,
                        event,
                        with,
                        new EventData.Message(
                                streamId,
                                channel.botId(),
                                with,
                                message.from(),
                                message.message(),
                                message.at(),
                                receivedAt,
                                message.raw()),
                        traceparent);
            }
            // What the account itself does on another device is no act of the person: kept, but not called one.
            case TwitterEvent.Typing typing
            when channel.isAccount(typing.senderId()) ->
                other(channel, EventType.unknown("typing.own"), event, receivedAt, traceparent);
            case TwitterEvent.Read read
            when channel.isAccount(read.senderId()) ->
                other(channel, EventType.unknown("read.own"), event, receivedAt, traceparent);
            case TwitterEvent.Typing typing -> {
                Conversation with = new Conversation(streamId, typing.senderId());
                yield bot(
                        channel,
                        EventType.TYPING_STARTED,
                        event,
                        with,
                        new EventData.Typing(streamId, channel.botId(), with, typing.at(), typing.raw()),
                        traceparent);
            }
            case TwitterEvent.Read read -> {
                Conversation with = new Conversation(streamId, read.senderId());
                yield bot(
                        channel,
                        EventType.MESSAGE_READ,
                        event,
                        with,
                        new EventData.Read(
                                streamId, channel.botId(), with, read.lastReadMessageId(), read.at(), read.raw()),
                        traceparent);
            }
            case TwitterEvent.Unreadable unreadable
            when channel.isAccount(unreadable.senderId()) ->
                other(channel, EventType.unknown("unreadable.own"), event, receivedAt, traceparent);
            case TwitterEvent.Unreadable unreadable ->
                bot(
                        channel,
                        EventType.MESSAGE_UNREADABLE,
                        event,
                        new Conversation(streamId, unreadable.senderId()),
                        new EventData.Other(streamId, channel.botId(), unreadable.raw(), receivedAt),
                        traceparent);
            case TwitterEvent.Revoked _ -> other(channel, EventType.ACCOUNT_REVOKED, event, receivedAt, traceparent);
            case TwitterEvent.Other other -> other(channel, other.type(), event, receivedAt, traceparent);
        };
    }

    private static Route other(
            Channel channel, String type, TwitterEvent event, Instant receivedAt, @Nullable String traceparent) {
        return bot(
                channel,
                type,
                event,
                null,
                new EventData.Other(channel.streamId(), channel.botId(), event.raw(), receivedAt),
                traceparent);
    }

    private static Route bot(
            Channel channel,
            String type,
            TwitterEvent event,
            @Nullable Conversation conversation,
            EventData data,
            @Nullable String traceparent) {
        return new Route.ToBot(new BotEvent(
                eventId(channel.streamId(), event),
                type,
                channel.streamId(),
                channel.botId(),
                conversation,
                event.at(),
                data,
                traceparent));
    }

    /** Name of an event for ever: what it is remembered by, and its {@code ce_id}. */
    public static String eventId(StreamId streamId, TwitterEvent event) {
        return streamId + "/" + event.kind() + "/" + event.id();
    }
}
