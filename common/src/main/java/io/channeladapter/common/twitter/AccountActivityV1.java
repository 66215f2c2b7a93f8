package io.channeladapter.common.twitter;

import static io.channeladapter.common.twitter.SignedCalls.encoded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.Location;
import io.channeladapter.common.twitter.Refusal.Kind;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Generation v1.1 premium over HTTP: OAuth 1.0a for what an account does, the app's bearer token for listing webhooks
 * and ending subscriptions. Subscriptions belong to an environment, so the webhook's id is not looked at there.
 */
final class AccountActivityV1 implements TwitterApi {
    private final SignedCalls calls;
    private final MediaUpload upload;

    AccountActivityV1(SignedCalls calls, SignedCalls uploads) {
        this.calls = calls;
        this.upload = new MediaUpload(new UploadV1(uploads));
    }

    @Override
    public TwitterAnswer<VerifiedAccount> verifyCredentials(Credentials credentials) {
        return calls.asUser(
                credentials,
                "GET",
                "/1.1/account/verify_credentials.json?skip_status=true&include_entities=false",
                (headers, body) -> Optional.of(
                                body.path("id_str").asText(body.path("id").asText()))
                        .filter(Conversation::isUserId)
                        .map(id -> new VerifiedAccount(
                                new TwitterAccount(
                                        id,
                                        body.path("screen_name").asText(),
                                        body.path("name").asText(),
                                        body.path("profile_image_url_https").textValue()),
                                SignedCalls.access(headers))));
    }

    @Override
    public TwitterAnswer<List<Webhook>> webhooks(Credentials credentials, String environment) {
        return calls.asApp(credentials, "GET", webhooksPath(environment), (headers, body) -> {
            if (!body.isArray()) {
                return Optional.empty();
            }
            List<Webhook> webhooks = new ArrayList<>();
            body.forEach(node -> SignedCalls.webhook(node).ifPresent(webhooks::add));
            return Optional.of(List.copyOf(webhooks));
        });
    }

    @Override
    public TwitterAnswer<Webhook> registerWebhook(Credentials credentials, String environment, URI url) {
        return calls.postForm(
                credentials,
                webhooksPath(environment),
                Map.of("url", url.toString()),
                (headers, body) -> SignedCalls.webhook(body));
    }

    @Override
    public TwitterAnswer<Done> challengeWebhook(Credentials credentials, String environment, String webhookId) {
        return calls.asUser(credentials, "PUT", webhookPath(environment, webhookId), SignedCalls::done);
    }

    @Override
    public TwitterAnswer<Done> removeWebhook(Credentials credentials, String environment, String webhookId) {
        return calls.asUser(credentials, "DELETE", webhookPath(environment, webhookId), SignedCalls::done);
    }

    @Override
    public TwitterAnswer<Done> subscribe(Credentials credentials, String environment, String webhookId) {
        TwitterAnswer<Done> answer =
                calls.asUser(credentials, "POST", subscriptionsPath(environment), SignedCalls::done);
        return answer instanceof TwitterAnswer.Refused<Done>(Refusal refusal, RateLimits limits)
                        && refusal.code() == 355 // subscription already exists
                ? new TwitterAnswer.Success<>(new Done(), limits)
                : answer;
    }

    @Override
    public TwitterAnswer<Boolean> subscribed(Credentials credentials, String environment, String webhookId) {
        TwitterAnswer<Boolean> answer =
                calls.asUser(credentials, "GET", subscriptionsPath(environment), (headers, body) -> Optional.of(true));
        return answer instanceof TwitterAnswer.Refused<Boolean>(Refusal refusal, RateLimits limits)
                        && refusal.kind() == Kind.NOT_FOUND
                ? new TwitterAnswer.Success<>(false, limits)
                : answer;
    }

    @Override
    public TwitterAnswer<Done> unsubscribe(
            Credentials credentials, String environment, String webhookId, String userId) {
        return calls.asApp(
                credentials,
                "DELETE",
                "/1.1/account_activity/all/" + encoded(environment) + "/subscriptions/" + encoded(userId) + ".json",
                SignedCalls::done);
    }

    /** Refused without a call: v1.1 premium has no replay. */
    @Override
    public TwitterAnswer<ReplayJob> replay(Credentials credentials, String webhookId, Instant from, Instant until) {
        return new TwitterAnswer.Refused<>(Refusal.noReplay(), RateLimits.UNKNOWN);
    }

    @Override
    public TwitterAnswer<UploadedMedia> uploadMedia(Credentials credentials, MediaFile media) {
        return upload.upload(credentials, media);
    }

    @Override
    public TwitterAnswer<SentMessage> sendMessage(Credentials credentials, OutgoingMessage message) {
        return calls.postJson(
                credentials,
                "/1.1/direct_messages/events/new.json",
                body(message),
                (headers, body) -> Optional.of(body.path("event").path("id").asText())
                        .filter(id -> !id.isEmpty())
                        .map(SentMessage::new));
    }

    @Override
    public TwitterAnswer<Done> indicateTyping(Credentials credentials, String recipientId) {
        return calls.postForm(
                credentials,
                "/1.1/direct_messages/indicate_typing.json",
                Map.of("recipient_id", recipientId),
                SignedCalls::done);
    }

    @Override
    public TwitterAnswer<Done> markRead(Credentials credentials, String senderId, String lastMessageId) {
        return calls.postForm(
                credentials,
                "/1.1/direct_messages/mark_read.json",
                Map.of("last_read_event_id", lastMessageId, "recipient_id", senderId),
                SignedCalls::done);
    }

    private static ObjectNode body(OutgoingMessage message) {
        ObjectNode data = Json.object().put("text", message.text());
        if (!message.quickReplies().isEmpty()) {
            ArrayNode options =
                    data.putObject("quick_reply").put("type", "options").putArray("options");
            message.quickReplies().forEach(option -> options.addPOJO(option));
        }
        if (!message.buttons().isEmpty()) {
            ArrayNode ctas = data.putArray("ctas");
            message.buttons()
                    .forEach(button -> ctas.addObject()
                            .put("type", "web_url")
                            .put("label", button.label())
                            .put("url", button.url()));
        }
        if (message.mediaId() != null) {
            data.putObject("attachment").put("type", "media").putObject("media").put("id", message.mediaId());
        } else if (message.location() != null) {
            data.putObject("attachment").put("type", "location").set("location", location(message.location()));
        }
        ObjectNode body = Json.object();
        ObjectNode create =
                body.putObject("event").put("type", "message_create").putObject("message_create");
        create.putObject("target").put("recipient_id", message.recipientId());
        create.set("message_data", data);
        return body;
    }

    private static ObjectNode location(Location location) {
        ObjectNode node = Json.object();
        if (location.placeId() != null) {
            node.put("type", "shared_place")
                    .putObject("shared_place")
                    .putObject("place")
                    .put("id", location.placeId());
            return node;
        }
        // GeoJSON: the longitude first.
        node.put("type", "shared_coordinate")
                .putObject("shared_coordinate")
                .putObject("coordinates")
                .put("type", "Point")
                .putArray("coordinates")
                .add(location.longitude())
                .add(location.latitude());
        return node;
    }

    private static String webhooksPath(String environment) {
        return "/1.1/account_activity/all/" + encoded(environment) + "/webhooks.json";
    }

    private static String webhookPath(String environment, String id) {
        return "/1.1/account_activity/all/" + encoded(environment) + "/webhooks/" + encoded(id) + ".json";
    }

    private static String subscriptionsPath(String environment) {
        return "/1.1/account_activity/all/" + encoded(environment) + "/subscriptions.json";
    }
}
