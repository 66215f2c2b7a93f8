package io.channeladapter.sandbox.simulator.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.world.User;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of events that are no direct messages: posts, likes, follows and the like, encrypted messages. Pure. */
public final class ActivityPayloads {
    private static final DateTimeFormatter CREATED_AT = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss xx yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Payloads payloads;

    public ActivityPayloads(Payloads payloads) {
        this.payloads = payloads;
    }

    /**
     * A post.
     *
     * @param text as its author wrote it
     * @param answered null for one that answered nothing
     */
    public record Post(
            String id,
            User author,
            String text,
            Instant at,
            @Nullable Answered answered) {
        /** The post that it answered. */
        public record Answered(String id, User author) {}
    }

    /** The event of a post that the account wrote, or in which someone mentions it. */
    public ObjectNode posted(Post post, String forUserId, @Nullable Boolean isBlocked) {
        ObjectNode body = body(forUserId);
        if (isBlocked != null) {
            // The samples have it as a text.
            body.put("user_has_blocked", isBlocked.toString());
        }
        body.putArray("tweet_create_events").add(tweet(post));
        return payloads.shaped(body, forUserId);
    }

    /** The event of a post of the account that was deleted. */
    public ObjectNode deleted(String postId, String forUserId, Instant at) {
        ObjectNode body = body(forUserId);
        ObjectNode event = body.putArray("tweet_delete_events").addObject();
        event.putObject("status").put("id", postId).put("user_id", forUserId);
        event.put("timestamp_ms", Long.toString(at.toEpochMilli()));
        return payloads.shaped(body, forUserId);
    }

    /** The event of a post that someone likes. */
    public ObjectNode liked(Post post, User by, String forUserId, Instant at) {
        byte[] name = (post.id() + " " + by.id() + " " + at).getBytes(StandardCharsets.UTF_8);
        UUID id = UUID.nameUUIDFromBytes(name);
        ObjectNode body = body(forUserId);
        ObjectNode event = body.putArray("favorite_events").addObject();
        event.put(
                        "id",
                        HexFormat.of().toHexDigits(id.getMostSignificantBits())
                                + HexFormat.of().toHexDigits(id.getLeastSignificantBits()))
                .put("created_at", CREATED_AT.format(at))
                .put("timestamp_ms", at.toEpochMilli());
        event.set("favorited_status", tweet(post));
        event.set("user", payloads.account(by));
        return payloads.shaped(body, forUserId);
    }

    /**
     * The event of one who follows, blocks or mutes another, or does so no more.
     *
     * @param verb follow, unfollow, block, unblock, mute or unmute
     */
    public ObjectNode related(String verb, User source, User target, String forUserId, Instant at) {
        ObjectNode body = body(forUserId);
        ObjectNode event = body.putArray((verb.startsWith("un") ? verb.substring(2) : verb) + "_events")
                .addObject();
        event.put("type", verb).put("created_timestamp", Long.toString(at.toEpochMilli()));
        event.set("target", payloads.account(target).put("id", target.id()));
        event.set("source", payloads.account(source).put("id", source.id()));
        return payloads.shaped(body, forUserId);
    }

    /** The event of an encrypted message, which there is in the shape of X Activity alone. */
    public ObjectNode encrypted(User from, User to, String forUserId, Instant at) {
        ObjectNode payload = object().put("conversation_token", "opaque")
                .put(
                        "id",
                        UUID.nameUUIDFromBytes((from.id() + to.id() + at).getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("created_at_msec", Long.toString(at.toEpochMilli()))
                .put("sender_id", from.id())
                .put("conversation_id", from.id() + ":" + to.id())
                .put("encoded_event", "b3BhcXVl");
        return XActivity.envelope(from.id().equals(forUserId) ? "chat.sent" : "chat.received", payload, forUserId);
    }

    private ObjectNode tweet(Post post) {
        MessageText text = MessageText.of(post.text(), post.id());
        ObjectNode tweet = object().put("created_at", CREATED_AT.format(post.at()))
                .put("id", Long.parseLong(post.id()))
                .put("id_str", post.id())
                .put("text", text.text())
                .put("source", "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>")
                .put("truncated", false);
        Post.Answered answered = post.answered();
        if (answered != null) {
            tweet.put("in_reply_to_status_id", Long.parseLong(answered.id()))
                    .put("in_reply_to_status_id_str", answered.id())
                    .put("in_reply_to_user_id", Long.parseLong(answered.author().id()))
                    .put("in_reply_to_user_id_str", answered.author().id())
                    .put("in_reply_to_screen_name", answered.author().screenName());
        }
        tweet.set("user", payloads.account(post.author()));
        tweet.set("entities", text.entities());
        return tweet.put("timestamp_ms", Long.toString(post.at().toEpochMilli()));
    }

    private static ObjectNode body(String forUserId) {
        return object().put("for_user_id", forUserId);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
