package io.channeladapter.common.twitter;

import static io.channeladapter.common.twitter.SignedCalls.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.twitter.Refusal.Kind;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Generation v2 over HTTP: webhooks belong to the app and are managed with its bearer token, subscriptions belong to a
 * webhook and are made in the account's name by OAuth 1.0a. There are no environments.
 *
 * <p>Direct messages of v2 know neither quick replies nor buttons nor places: such a message is refused as
 * {@link Kind#PERMANENT} without a call. Typing and reading do not exist either: both are a success without a call.
 *
 * @see <a href="https://docs.x.com/x-api/account-activity/introduction">X developer platform: Account Activity</a>
 */
final class AccountActivityV2 implements TwitterApi {
    private static final String WEBHOOKS = "/2/webhooks";
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SignedCalls calls;
    private final MediaUpload upload;

    AccountActivityV2(SignedCalls calls) {
        this.calls = calls;
        this.upload = new MediaUpload(new UploadV2(calls));
    }

    @Override
    public TwitterAnswer<VerifiedAccount> verifyCredentials(Credentials credentials) {
        return calls.asUser(credentials, "GET", "/2/users/me?user.fields=profile_image_url", (headers, body) -> {
            JsonNode user = body.path("data");
            return Optional.of(user.path("id").asText())
                    .filter(Conversation::isUserId)
                    .map(id -> new VerifiedAccount(
                            new TwitterAccount(
                                    id,
                                    user.path("username").asText(),
                                    user.path("name").asText(),
                                    user.path("profile_image_url").textValue()),
                            SignedCalls.access(headers)));
        });
    }

    @Override
    public TwitterAnswer<List<Webhook>> webhooks(Credentials credentials, String environment) {
        return calls.asApp(credentials, "GET", WEBHOOKS, (headers, body) -> {
            JsonNode data = body.path("data");
            if (!data.isArray() && !body.path("meta").isObject()) {
                return Optional.empty();
            }
            List<Webhook> webhooks = new ArrayList<>();
            data.forEach(node -> SignedCalls.webhook(node).ifPresent(webhooks::add));
            return Optional.of(List.copyOf(webhooks));
        });
    }

    @Override
    public TwitterAnswer<Webhook> registerWebhook(Credentials credentials, String environment, URI url) {
        return calls.postJsonAsApp(
                credentials,
                WEBHOOKS,
                Json.object().put("url", url.toString()),
                (headers, body) -> SignedCalls.webhook(body.path("data")));
    }

    @Override
    public TwitterAnswer<Done> challengeWebhook(Credentials credentials, String environment, String webhookId) {
        TwitterAnswer<Boolean> valid = calls.asApp(
                credentials,
                "PUT",
                webhookPath(webhookId),
                (headers, body) -> Optional.of(body.path("data").path("valid").asBoolean(true)));
        return switch (valid) {
            case TwitterAnswer.Success<Boolean>(Boolean passed, RateLimits limits) ->
                passed
                        ? new TwitterAnswer.Success<>(new Done(), limits)
                        : new TwitterAnswer.Refused<>(
                                new Refusal(
                                        Kind.PERMANENT,
                                        200,
                                        0,
                                        "CrcValidationFailed",
                                        "the webhook is still not valid",
                                        null),
                                limits);
            case TwitterAnswer.Refused<Boolean>(Refusal refusal, RateLimits limits) ->
                new TwitterAnswer.Refused<>(refusal, limits);
        };
    }

    @Override
    public TwitterAnswer<Done> removeWebhook(Credentials credentials, String environment, String webhookId) {
        return calls.asApp(credentials, "DELETE", webhookPath(webhookId), SignedCalls::done);
    }

    @Override
    public TwitterAnswer<Done> subscribe(Credentials credentials, String environment, String webhookId) {
        TwitterAnswer<Done> answer = calls.asUser(credentials, "POST", subscriptionsPath(webhookId), SignedCalls::done);
        return answer instanceof TwitterAnswer.Refused<Done>(Refusal refusal, RateLimits limits)
                        && refusal.reason().equals("DuplicateSubscriptionFailed")
                ? new TwitterAnswer.Success<>(new Done(), limits)
                : answer;
    }

    @Override
    public TwitterAnswer<Boolean> subscribed(Credentials credentials, String environment, String webhookId) {
        TwitterAnswer<Boolean> answer =
                calls.asUser(credentials, "GET", subscriptionsPath(webhookId), (headers, body) -> {
                    JsonNode subscribed = body.path("data").path("subscribed");
                    return subscribed.isBoolean() ? Optional.of(subscribed.asBoolean()) : Optional.empty();
                });
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
                "/2/account_activity/webhooks/" + encoded(webhookId) + "/subscriptions/" + encoded(userId) + "/all",
                SignedCalls::done);
    }

    @Override
    public TwitterAnswer<ReplayJob> replay(Credentials credentials, String webhookId, Instant from, Instant until) {
        Instant end = until.truncatedTo(ChronoUnit.MINUTES);
        ObjectNode body = Json.object()
                .put("webhook_id", webhookId)
                .put("from_date", MINUTE.format(from))
                .put("to_date", MINUTE.format(end.equals(until) ? end : end.plus(1, ChronoUnit.MINUTES)));
        return calls.postJsonAsApp(
                credentials,
                WEBHOOKS + "/replay",
                body,
                // The guide shows it in data, the reference without.
                (headers, answer) -> Optional.of(answer.at("/data/job_id")
                                .asText(answer.path("job_id").asText()))
                        .filter(id -> !id.isEmpty())
                        .map(ReplayJob::new));
    }

    @Override
    public TwitterAnswer<UploadedMedia> uploadMedia(Credentials credentials, MediaFile media) {
        return upload.upload(credentials, media);
    }

    @Override
    public TwitterAnswer<SentMessage> sendMessage(Credentials credentials, OutgoingMessage message) {
        if (!message.quickReplies().isEmpty() || !message.buttons().isEmpty() || message.location() != null) {
            return new TwitterAnswer.Refused<>(Refusal.notInThisGeneration(), RateLimits.UNKNOWN);
        }
        ObjectNode body = Json.object();
        if (!message.text().isBlank()) { // v2 asks for one character at least; media need none
            body.put("text", message.text());
        }
        if (message.mediaId() != null) {
            body.putArray("attachments").addObject().put("media_id", message.mediaId());
        }
        return calls.postJson(
                credentials,
                "/2/dm_conversations/with/" + encoded(message.recipientId()) + "/messages",
                body,
                (headers, answer) -> Optional.of(
                                answer.path("data").path("dm_event_id").asText())
                        .filter(id -> !id.isEmpty())
                        .map(SentMessage::new));
    }

    /** A success without a call: v2 has no typing. */
    @Override
    public TwitterAnswer<Done> indicateTyping(Credentials credentials, String recipientId) {
        return new TwitterAnswer.Success<>(new Done(), RateLimits.UNKNOWN);
    }

    /** A success without a call: v2 has no reading. */
    @Override
    public TwitterAnswer<Done> markRead(Credentials credentials, String senderId, String lastMessageId) {
        return new TwitterAnswer.Success<>(new Done(), RateLimits.UNKNOWN);
    }

    private static String webhookPath(String id) {
        return WEBHOOKS + "/" + encoded(id);
    }

    private static String subscriptionsPath(String webhookId) {
        return "/2/account_activity/webhooks/" + encoded(webhookId) + "/subscriptions/all";
    }
}
