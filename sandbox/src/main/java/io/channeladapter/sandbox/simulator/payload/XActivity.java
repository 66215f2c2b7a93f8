package io.channeladapter.sandbox.simulator.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The same event in the shape of X Activity: one envelope {@code data}, its id perhaps negative, the account in the
 * filter, users wrapped in {@code data} and called by {@code username}, numbers with a twin as text, no app ids.
 */
final class XActivity {
    private static final DateTimeFormatter TWEET_TIME =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss xx yyyy", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private XActivity() {}

    /** @param body as Account Activity has it, with one event */
    static ObjectNode of(ObjectNode body, String forUserId) {
        String key = body.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.endsWith("_events") || name.endsWith("_event"))
                .findFirst()
                .orElseThrow();
        JsonNode event = body.path(key).isArray() ? body.path(key).path(0) : body.path(key);
        return switch (key) {
            case "direct_message_events" -> {
                JsonNode create = event.path("message_create");
                boolean isOwn = create.path("sender_id").asText().equals(forUserId);
                ObjectNode bare = event.deepCopy();
                ((ObjectNode) bare.path("message_create")).remove("source_app_id");
                yield messages(isOwn ? "dm.sent" : "dm.received", key, bare, body, forUserId);
            }
            case "direct_message_indicate_typing_events" -> messages("dm.indicate_typing", key, event, body, forUserId);
            case "direct_message_mark_read_events" -> messages("dm.read", key, event, body, forUserId);
            case "tweet_create_events" -> {
                boolean isOwn = event.at("/user/id_str").asText().equals(forUserId);
                ObjectNode envelope = envelope(isOwn ? "post.create" : "post.mention.create", post(event), forUserId);
                yield including(envelope, List.of(event.path("user")), List.of(post(event)));
            }
            case "tweet_delete_events" -> {
                ObjectNode payload = object().put("id", event.at("/status/id").asText())
                        .put("author_id", event.at("/status/user_id").asText());
                yield envelope("post.delete", payload, forUserId);
            }
            case "favorite_events" -> like(event, forUserId);
            case "user_event" -> revoke(event.path("revoke"), forUserId);
            default -> {
                ObjectNode payload = object();
                payload.set("source", wrapped(event.path("source")));
                payload.set("target", wrapped(event.path("target")));
                String type =
                        key.replace("_events", "") + "." + event.path("type").asText();
                // The payload of a second one is the same.
                yield envelope(
                        type,
                        payload,
                        forUserId,
                        event.path("created_timestamp").asText());
            }
        };
    }

    /** An event that there is in this shape alone. */
    static ObjectNode envelope(String type, ObjectNode payload, String forUserId) {
        return envelope(type, payload, forUserId, "");
    }

    private static ObjectNode envelope(String type, ObjectNode payload, String forUserId, String at) {
        ObjectNode body = object();
        ObjectNode data = body.putObject("data");
        long id = UUID.nameUUIDFromBytes((type + payload + at).getBytes(StandardCharsets.UTF_8))
                .getMostSignificantBits();
        data.put("event_uuid", Long.toString(id));
        data.putObject("filter").put("user_id", forUserId);
        data.put("event_type", type).put("tag", "simulated");
        data.set("payload", payload);
        return body;
    }

    private static ObjectNode messages(String type, String key, JsonNode event, ObjectNode body, String forUserId) {
        ObjectNode payload = object();
        payload.putArray(key).add(event);
        ObjectNode users = payload.putObject("users");
        body.path("users").properties().forEach(user -> users.set(user.getKey(), wrapped(user.getValue())));
        return envelope(type, payload, forUserId);
    }

    private static ObjectNode like(JsonNode event, String forUserId) {
        JsonNode tweet = event.path("favorited_status");
        boolean isOwn = event.at("/user/id_str").asText().equals(forUserId);
        ObjectNode payload = object().put("id", event.path("id").asText())
                .put("created_at", time(event))
                .put("timestamp_ms", event.path("timestamp_ms").asText())
                .put("liked_tweet_author_id", tweet.at("/user/id_str").asText())
                .put("liked_tweet_id", tweet.path("id_str").asText());
        ObjectNode envelope = envelope("like.create", payload, forUserId);
        ((ObjectNode) envelope.at("/data/filter")).put("direction", isOwn ? "outbound" : "inbound");
        List<JsonNode> users = new ArrayList<>(List.of(tweet.path("user")));
        if (!isOwn) {
            users.add(event.path("user"));
        }
        return including(envelope, users, List.of(post(tweet)));
    }

    private static ObjectNode revoke(JsonNode revoke, String userId) {
        ObjectNode payload = object().put("date_time", revoke.path("date_time").asText())
                .put("user_id", userId)
                .put("app_id", revoke.at("/target/app_id").asText());
        ObjectNode envelope = envelope("oauth.revoke", payload, userId);
        ((ObjectNode) envelope.path("data")).putObject("filter");
        return envelope;
    }

    private static ObjectNode including(ObjectNode envelope, List<JsonNode> users, List<ObjectNode> posts) {
        ObjectNode includes = ((ObjectNode) envelope.path("data")).putObject("includes");
        ArrayNode included = includes.putArray("users");
        users.forEach(user -> included.add(wrapped(user).path("data")));
        includes.putArray("tweets").addAll(posts);
        return envelope;
    }

    private static ObjectNode post(JsonNode tweet) {
        ObjectNode post = object().put("id", tweet.path("id_str").asText())
                .put("text", tweet.path("text").asText())
                .put("author_id", tweet.at("/user/id_str").asText())
                .put("created_at", time(tweet))
                .put("conversation_id", tweet.path("id_str").asText())
                .put("lang", "und");
        ArrayNode urls = post.putObject("entities").putArray("urls");
        for (JsonNode url : tweet.at("/entities/urls")) {
            int start = url.at("/indices/0").asInt();
            int end = url.at("/indices/1").asInt();
            urls.addObject()
                    .put("start", start)
                    .put("start_str", Integer.toString(start))
                    .put("end", end)
                    .put("end_str", Integer.toString(end))
                    .put("url", url.path("url").asText())
                    .put("expanded_url", url.path("expanded_url").asText())
                    .put("display_url", url.path("display_url").asText());
        }
        if (tweet.hasNonNull("in_reply_to_status_id_str")) {
            post.put(
                    "in_reply_to_user_id", tweet.path("in_reply_to_user_id_str").asText());
            post.putArray("referenced_tweets")
                    .addObject()
                    .put("type", "replied_to")
                    .put("id", tweet.path("in_reply_to_status_id_str").asText());
        }
        return post;
    }

    private static ObjectNode wrapped(JsonNode user) {
        ObjectNode wrapped = object();
        ObjectNode data = wrapped.putObject("data")
                .put("id", user.path("id_str").asText(user.path("id").asText()))
                .put("name", user.path("name").asText())
                .put("username", user.path("screen_name").asText())
                .put("created_at", time(user))
                .put("description", "")
                .put("url", "")
                .put("protected", false)
                .put("verified", user.path("verified").asBoolean())
                .put("verified_type", "none")
                .put("profile_image_url", user.path("profile_image_url_https").asText());
        int followers = user.path("followers_count").asInt();
        data.putObject("public_metrics")
                .put("followers_count", followers)
                .put("followers_count_str", Integer.toString(followers));
        return wrapped;
    }

    private static String time(JsonNode of) {
        String millis =
                of.path("timestamp_ms").asText(of.path("created_timestamp").asText());
        return TIME.format(
                millis.isEmpty()
                        ? OffsetDateTime.parse(of.path("created_at").asText(), TWEET_TIME)
                                .toInstant()
                        : Instant.ofEpochMilli(Long.parseLong(millis)));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
