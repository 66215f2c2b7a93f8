package io.channeladapter.router.route;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.router.read.TwitterEvent;
import io.channeladapter.router.route.Route.Reason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides where an event goes. Pure. Looked at in this order: the channel is known · it is enabled · the event is for
 * its account · the account itself wrote the message, or someone else.
 */
public final class Routing {
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
            case ENABLED ->
                concerns(channel.get(), event)
                        ? new Outgoing(channel.get(), event, receivedAt, traceparent).route()
                        : new Route.ToDeadLetters(Reason.WRONG_USER, wrongUser(channel.get(), event));
        };
    }

    /** Name of an event for ever: what it is remembered by, and its {@code ce_id}. */
    public static String eventId(StreamId streamId, TwitterEvent event) {
        return streamId + "/" + event.kind() + "/" + event.id();
    }

    /** Whether it is of the channel's account; where Twitter does not say whose it is, by who writes to whom. */
    static boolean concerns(Channel channel, TwitterEvent event) {
        String forUserId = event.forUserId();
        if (channel.account() == null || forUserId != null) {
            return forUserId != null && channel.isAccount(forUserId);
        }
        return !(event instanceof TwitterEvent.Message message)
                || channel.isAccount(message.from().id())
                || channel.isAccount(message.recipientId());
    }

    private static String wrongUser(Channel channel, TwitterEvent event) {
        TwitterAccount account = channel.account();
        String forUserId = event.forUserId();
        return "event is for " + (forUserId == null ? "others" : "user " + forUserId) + ", the channel's account is "
                + (account == null ? "unknown" : account.id());
    }
}
