package io.channeladapter.sandbox.simulator.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.EventShape;
import io.channeladapter.sandbox.simulator.world.MediaStore;
import io.channeladapter.sandbox.simulator.world.Message;
import io.channeladapter.sandbox.simulator.world.User;
import io.channeladapter.sandbox.simulator.world.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The JSON of users, messages and events, the same in both generations but for {@link #me}, and in the shape
 * that the account is told in. Safe for many threads. */
public final class Payloads {
    private static final DateTimeFormatter CREATED_AT = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss xx yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter REVOKED_AT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);
    private final World world;
    private final MediaStore media;
    private final Supplier<String> ownUrl;
    private final Supplier<String> mediaUrl;

    /**
     * @param ownUrl where the simulator listens, without a slash at the end
     * @param mediaUrl where those who read events find it
     */
    public Payloads(World world, MediaStore media, Supplier<String> ownUrl, Supplier<String> mediaUrl) {
        this.world = world;
        this.media = media;
        this.ownUrl = ownUrl;
        this.mediaUrl = mediaUrl;
    }

    /** The user object of {@code users/me}. */
    public ObjectNode me(User user, boolean withPicture) {
        ObjectNode answer = object();
        ObjectNode data = answer.putObject("data")
                .put("id", user.id())
                .put("name", user.name())
                .put("username", user.screenName());
        if (withPicture) {
            data.put("profile_image_url", picture(user.id()));
        }
        return answer;
    }

    private String picture(String userId) {
        return ownUrl.get() + "/profile_images/" + userId + "_normal.png";
    }

    /** The user object of {@code verify_credentials}. */
    public ObjectNode account(User user) {
        return object().put("id", Long.parseLong(user.id()))
                .put("id_str", user.id())
                .put("name", user.name())
                .put("screen_name", user.screenName())
                .put("location", "")
                .put("description", "")
                .put("protected", false)
                .put("verified", false)
                .put("suspended", user.suspended())
                .put("followers_count", 0)
                .put("friends_count", 0)
                .put("listed_count", 0)
                .put("favourites_count", 0)
                .put("statuses_count", 0)
                .put("created_at", CREATED_AT.format(user.createdAt()))
                .put("profile_image_url", picture(user.id()))
                .put("profile_image_url_https", picture(user.id()))
                .put("default_profile", true)
                .put("default_profile_image", false);
    }

    /** A message as one element of {@code direct_message_events}, seen by its sender or by its recipient. */
    public ObjectNode message(Message message, boolean bySender) {
        ObjectNode event = object().put("type", "message_create")
                .put("id", message.id())
                .put("created_timestamp", Long.toString(message.at().toEpochMilli()));
        ObjectNode create = event.putObject("message_create");
        create.putObject("target").put("recipient_id", message.recipientId());
        create.put("sender_id", message.senderId());
        if (bySender && message.sourceAppId() != null) {
            create.put("source_app_id", message.sourceAppId());
        }
        MessageText text = MessageText.of(message.text(), message.id());
        ObjectNode extras = message.extras().deepCopy();
        String mediaLink = MessageText.shortUrl(message.id() + " attachment");
        if (extras.has("attachment")) {
            text = text.withLink(mediaLink, attachmentUrl(message, extras.path("attachment")));
            completeMedia(message, extras.path("attachment"), mediaLink, text.lastLink());
        }
        ObjectNode data = create.putObject("message_data").put("text", text.text());
        data.set("entities", text.entities());
        for (JsonNode cta : extras.path("ctas")) {
            ((ObjectNode) cta)
                    .put(
                            "tco_url",
                            MessageText.shortUrl(
                                    message.id() + " " + cta.path("url").asText()));
        }
        data.setAll(extras);
        return event;
    }

    /** The event of a message, for one of the two who take part in it. */
    public ObjectNode messageEvent(Message message, String forUserId) {
        boolean bySender = message.senderId().equals(forUserId);
        ObjectNode body = object().put("for_user_id", forUserId);
        body.putArray("direct_message_events").add(message(message, bySender));
        String appId = message.sourceAppId();
        if (bySender && appId != null) {
            ObjectNode app = body.putObject("apps").putObject(appId).put("id", appId);
            Optional<App> known = world.app(appId);
            app.put("name", known.map(App::name).orElse("Twitter Web App"));
            app.put("url", known.isPresent() ? "https://app.invalid" : "https://mobile.twitter.com");
        }
        putUsers(body, message.senderId(), message.recipientId());
        return shaped(body, forUserId);
    }

    /** The event of a person who begins to type to a user. */
    public ObjectNode typingEvent(String personId, String forUserId, Instant at) {
        ObjectNode body = object().put("for_user_id", forUserId);
        ObjectNode typing =
                body.putArray("direct_message_indicate_typing_events").addObject();
        typing.put("created_timestamp", Long.toString(at.toEpochMilli())).put("sender_id", personId);
        typing.putObject("target").put("recipient_id", forUserId);
        putUsers(body, personId, forUserId);
        return shaped(body, forUserId);
    }

    /** The event of a person who has read a user's messages up to one. */
    public ObjectNode readEvent(String personId, String forUserId, String lastReadId, Instant at) {
        ObjectNode body = object().put("for_user_id", forUserId);
        ObjectNode read = body.putArray("direct_message_mark_read_events").addObject();
        read.put("created_timestamp", Long.toString(at.toEpochMilli())).put("sender_id", personId);
        read.putObject("target").put("recipient_id", forUserId);
        read.put("last_read_event_id", lastReadId);
        putUsers(body, personId, forUserId);
        return shaped(body, forUserId);
    }

    /** The event of a user who took an app's permission back; it has no {@code for_user_id}. */
    public ObjectNode revokeEvent(String appId, String userId, Instant at) {
        ObjectNode body = object();
        ObjectNode revoke = body.putObject("user_event").putObject("revoke");
        revoke.put("date_time", REVOKED_AT.format(at));
        revoke.putObject("target").put("app_id", appId);
        revoke.putObject("source").put("user_id", userId);
        return shaped(body, userId);
    }

    private static String attachmentUrl(Message message, JsonNode attachment) {
        JsonNode place = attachment.at("/location/shared_coordinate/coordinates/coordinates");
        return attachment.path("type").asText().equals("location")
                ? "https://twitter.com/i/location?lat=" + place.path(1).asText() + "&long="
                        + place.path(0).asText()
                : "https://twitter.com/messages/media/" + message.id();
    }

    private void completeMedia(Message message, JsonNode attachment, String link, JsonNode indices) {
        String id = attachment.at("/media/id").asText();
        if (attachment.path("media") instanceof ObjectNode attached
                && !attached.has("id_str")
                && id.matches("[0-9]{1,18}|[1-8][0-9]{18}")) {
            AttachedMedia.complete(attached, message, media.find(id), mediaUrl.get(), link, indices);
        }
    }

    private void putUsers(ObjectNode body, String... ids) {
        ObjectNode users = body.putObject("users");
        for (String id : ids) {
            world.user(id)
                    .ifPresent(user -> users.putObject(id)
                            .put("id", id)
                            .put(
                                    "created_timestamp",
                                    Long.toString(user.createdAt().toEpochMilli()))
                            .put("name", user.name())
                            .put("screen_name", user.screenName())
                            .put("protected", false)
                            .put("verified", false)
                            .put("followers_count", 0)
                            .put("friends_count", 0)
                            .put("statuses_count", 0)
                            .put("profile_image_url", picture(id))
                            .put("profile_image_url_https", picture(id)));
        }
    }

    /** The body in the shape that this user's webhooks are told in. */
    ObjectNode shaped(ObjectNode body, String forUserId) {
        boolean isX = world.user(forUserId)
                .filter(user -> user.events() == EventShape.X_ACTIVITY)
                .isPresent();
        return isX ? XActivity.of(body, forUserId) : body;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
