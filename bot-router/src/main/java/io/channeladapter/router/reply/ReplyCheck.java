package io.channeladapter.router.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Channels;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Location;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.message.OutcomeEvent;
import io.channeladapter.common.render.Rendering;
import io.channeladapter.router.reply.ReplyVerdict.Reason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a bot's reply: that the bot may speak for the channel (guarantee G4), and that Twitter would take the message.
 * Pure. Looked at in this order: key · JSON · channel known · channel the bot's own · channel enabled · fields ·
 * what the API generation in use takes.
 */
public final class ReplyCheck {
    /** A broker takes 1,048,588 by default, with all headers. */
    private static final int LARGEST_BYTES = 1_000_000;
    /** Our own limit: messages that one reply may become, for each counts against Twitter's quota. */
    private static final int MOST_MESSAGES = 10;

    private ReplyCheck() {}

    /** The verdict on a reply. */
    public static ReplyVerdict check(Incoming reply, Channels channels, Instant now) {
        String key = reply.key();
        if (key == null || key.isEmpty()) {
            return refuse(
                    reply,
                    null,
                    Reason.REPLY_WITHOUT_KEY,
                    "key: the record has none; it must be the conversation, <streamid>:<Twitter user id>, which is also"
                            + " the key of the event that is answered",
                    now);
        }
        Optional<Conversation> named = Conversation.read(key);
        if (named.isEmpty()) {
            return refuse(
                    reply,
                    null,
                    Reason.INVALID_REPLY,
                    "key: must be a conversation, <streamid>:<Twitter user id>",
                    now);
        }
        Conversation conversation = named.get();
        Optional<Channel> channel = channels.find(conversation.streamId());
        JsonNode body = reply.body();
        if (body == null || !body.isObject()) {
            boolean own = channel.filter(c -> c.botId().equals(reply.botId())).isPresent();
            return refuse(
                    reply,
                    own ? conversation : null,
                    Reason.REPLY_NOT_JSON,
                    "value: must be a JSON object such as {\"text\": \"Hello\"}",
                    now);
        }
        if (channel.isEmpty()) {
            return refuse(
                    reply,
                    conversation,
                    Reason.UNKNOWN_CHANNEL,
                    "no channel has this streamid; it may have been deleted",
                    now);
        }
        if (!channel.get().botId().equals(reply.botId())) {
            return refuse(reply, conversation, Reason.NOT_YOUR_CHANNEL, "the channel belongs to another bot", now);
        }
        ChannelStatus status = channel.get().status();
        return switch (status) {
            case ENABLED -> fields(reply, body, conversation, channel.get().generation(), now);
            case DISABLED ->
                refuse(reply, conversation, Reason.CHANNEL_DISABLED, "the channel is disabled; nothing is sent", now);
            case DRAFT, CONFIGURED, AUTHORIZED ->
                refuse(
                        reply,
                        conversation,
                        Reason.CHANNEL_NOT_ENABLED,
                        "the channel is " + status.wire() + " and was not enabled; nothing is sent",
                        now);
        };
    }

    /**
     * What becomes of a reply at whose check, or on whose way, the router failed: its bot hears of an end all the same
     * (guarantee G5).
     */
    public static ReplyVerdict.Refusal failed(Incoming reply, Instant now) {
        return refuse(
                reply,
                reply.key() == null ? null : Conversation.read(reply.key()).orElse(null),
                Reason.ADAPTER_FAILED,
                "the adapter failed on the reply, which is none of yours; it is kept for those who run the adapter",
                now);
    }

    private static ReplyVerdict fields(
            Incoming reply, JsonNode body, Conversation conversation, @Nullable ApiGeneration generation, Instant now) {
        ReplyFields fields = new ReplyFields(body);
        MediaField media = fields.media();
        CheckedReply checked = new CheckedReply(
                id(reply),
                reply.botId(),
                conversation,
                fields.text(),
                fields.quickReplies(),
                fields.buttons(),
                media.id(),
                media.source(),
                fields.location(),
                fields.typing(),
                fields.markRead(),
                fields.priority(),
                fields.expiresAt(),
                fields.inReplyTo(),
                now,
                reply.traceparent());
        fields.id();
        if (checked.hasMedia() && checked.location() != null) {
            fields.problem("location: must not stand beside media, for Twitter takes one attachment a message");
        }
        if (fields.problems().isEmpty()
                && checked.text().isBlank()
                && !checked.hasMedia()
                && checked.location() == null) {
            if (!checked.quickReplies().isEmpty() || !checked.buttons().isEmpty()) {
                fields.problem("text: must not be empty beside quickReplies or buttons");
            } else if (!checked.typing() && checked.markRead() == null) {
                fields.problem("text: must not be empty, unless there is media, location, typing or markRead");
            }
        }
        Location location = checked.location();
        if (location != null && location.placeId() != null && generation != null && !generation.takesButtons()) {
            fields.problem("location.placeId: must be latitude and longitude, for the channel is connected by "
                    + generation.wire() + ", which knows no places");
        }
        if (fields.problems().isEmpty()) {
            int messages = messages(checked, generation);
            if (messages > MOST_MESSAGES) {
                fields.problem("text: becomes " + messages + " messages of at most " + MOST_MESSAGES
                        + ", with what is written out in it; Twitter takes 10,000 characters in one");
            }
            int bytes = Json.bytes(checked).length;
            if (bytes > LARGEST_BYTES) {
                fields.problem("value: " + bytes + " bytes of at most " + LARGEST_BYTES
                        + ", text and media together; give media by their url");
            }
        }
        return fields.problems().isEmpty()
                ? new ReplyVerdict.Checked(checked)
                : refuse(reply, conversation, Reason.INVALID_REPLY, String.join("; ", fields.problems()), now);
    }

    private static int messages(CheckedReply reply, @Nullable ApiGeneration generation) {
        return Rendering.of(reply, generation == null ? ApiGeneration.ACCOUNT_ACTIVITY_V1 : generation)
                .parts()
                .size();
    }

    private static ReplyVerdict.Refusal refuse(
            Incoming reply, @Nullable Conversation conversation, Reason reason, String detail, Instant now) {
        return new ReplyVerdict.Refusal(
                reason,
                OutcomeEvent.of(
                        reply.botId(),
                        conversation == null ? null : conversation.streamId(),
                        conversation,
                        id(reply),
                        new Outcome.Failed(reason.outcome(), detail, null),
                        now,
                        reply.traceparent()),
                detail);
    }

    /** The bot's id of it, else the CloudEvent's, else where it stands; one that is unfit is as none. */
    private static String id(Incoming reply) {
        JsonNode body = reply.body();
        if (body != null && body.isObject()) {
            String own = new ReplyFields(body).id();
            if (own != null && ReplyFields.isId(own)) {
                return own;
            }
        }
        String eventId = reply.eventId();
        return eventId != null && ReplyFields.isId(eventId) ? eventId : reply.position();
    }
}
