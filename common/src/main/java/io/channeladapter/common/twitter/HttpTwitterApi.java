package io.channeladapter.common.twitter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.twitter.Refusal.Kind;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Twitter's API over HTTP, generation v1.1 premium: OAuth 1.0a for what an account does, the app's bearer token for
 * listing webhooks and ending subscriptions.
 */
public final class HttpTwitterApi implements TwitterApi {
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

    private final String base;
    private final HttpTransport transport;

    /**
     * @param base such as {@code https://api.twitter.com}
     * @param client with a connect time-out of its own
     * @param timeout of a whole call
     */
    public HttpTwitterApi(URI base, HttpClient client, Duration timeout) {
        this.base = base.toString();
        this.transport = new HttpTransport(client, timeout);
    }

    @Override
    public TwitterAnswer<VerifiedAccount> verifyCredentials(Credentials credentials) {
        String url = base + "/1.1/account/verify_credentials.json?skip_status=true&include_entities=false";
        return transport.send(
                signed(credentials, "GET", url),
                (headers, body) -> Optional.of(
                                body.path("id_str").asText(body.path("id").asText()))
                        .filter(Conversation::isUserId)
                        .map(id -> new VerifiedAccount(
                                new TwitterAccount(
                                        id,
                                        body.path("screen_name").asText(),
                                        body.path("name").asText(),
                                        body.path("profile_image_url_https").textValue()),
                                access(headers))));
    }

    @Override
    public TwitterAnswer<List<Webhook>> webhooks(Credentials credentials, String environment) {
        return asApp(credentials, bearer -> {
            HttpRequest.Builder request = request(webhooksUrl(environment))
                    .header("Authorization", bearer)
                    .GET();
            return transport.send(request, (headers, body) -> {
                if (!body.isArray()) {
                    return Optional.empty();
                }
                List<Webhook> webhooks = new ArrayList<>();
                body.forEach(node -> webhook(node).ifPresent(webhooks::add));
                return Optional.of(List.copyOf(webhooks));
            });
        });
    }

    @Override
    public TwitterAnswer<Webhook> registerWebhook(Credentials credentials, String environment, URI url) {
        Map<String, String> form = Map.of("url", url.toString());
        return transport.send(
                signedForm(credentials, webhooksUrl(environment), form), (headers, body) -> webhook(body));
    }

    @Override
    public TwitterAnswer<Done> challengeWebhook(Credentials credentials, String environment, String webhookId) {
        return transport.send(signed(credentials, "PUT", webhookUrl(environment, webhookId)), HttpTwitterApi::done);
    }

    @Override
    public TwitterAnswer<Done> removeWebhook(Credentials credentials, String environment, String webhookId) {
        return transport.send(signed(credentials, "DELETE", webhookUrl(environment, webhookId)), HttpTwitterApi::done);
    }

    @Override
    public TwitterAnswer<Done> subscribe(Credentials credentials, String environment, String webhookId) {
        TwitterAnswer<Done> answer =
                transport.send(signed(credentials, "POST", subscriptionsUrl(environment)), HttpTwitterApi::done);
        return answer instanceof TwitterAnswer.Refused<Done>(Refusal refusal, RateLimits limits)
                        && refusal.code() == 355 // subscription already exists
                ? new TwitterAnswer.Success<>(new Done(), limits)
                : answer;
    }

    @Override
    public TwitterAnswer<Boolean> subscribed(Credentials credentials, String environment, String webhookId) {
        TwitterAnswer<Boolean> answer = transport.send(
                signed(credentials, "GET", subscriptionsUrl(environment)), (headers, body) -> Optional.of(true));
        return answer instanceof TwitterAnswer.Refused<Boolean>(Refusal refusal, RateLimits limits)
                        && refusal.kind() == Kind.NOT_FOUND
                ? new TwitterAnswer.Success<>(false, limits)
                : answer;
    }

    @Override
    public TwitterAnswer<Done> unsubscribe(
            Credentials credentials, String environment, String webhookId, String userId) {
        String url = base + "/1.1/account_activity/all/" + encoded(environment) + "/subscriptions/" + encoded(userId)
                + ".json";
        return asApp(
                credentials,
                bearer -> transport.send(
                        request(url).header("Authorization", bearer).DELETE(), HttpTwitterApi::done));
    }

    @Override
    public TwitterAnswer<SentMessage> sendMessage(Credentials credentials, OutgoingMessage message) {
        String url = base + "/1.1/direct_messages/events/new.json";
        HttpRequest.Builder request = request(url)
                .header("Authorization", OAuth1Signer.authorization(credentials, "POST", url, Map.of()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(body(message))));
        return transport.send(
                request,
                (headers, body) -> Optional.of(body.path("event").path("id").asText())
                        .filter(id -> !id.isEmpty())
                        .map(SentMessage::new));
    }

    @Override
    public TwitterAnswer<Done> indicateTyping(Credentials credentials, String recipientId) {
        return transport.send(
                signedForm(
                        credentials,
                        base + "/1.1/direct_messages/indicate_typing.json",
                        Map.of("recipient_id", recipientId)),
                HttpTwitterApi::done);
    }

    @Override
    public TwitterAnswer<Done> markRead(Credentials credentials, String senderId, String lastMessageId) {
        return transport.send(
                signedForm(
                        credentials,
                        base + "/1.1/direct_messages/mark_read.json",
                        Map.of("last_read_event_id", lastMessageId, "recipient_id", senderId)),
                HttpTwitterApi::done);
    }

    private <T> TwitterAnswer<T> asApp(Credentials credentials, Function<String, TwitterAnswer<T>> call) {
        String basic = encoded(credentials.apiKey().reveal()) + ":"
                + encoded(credentials.apiSecretKey().reveal());
        HttpRequest.Builder request = request(base + "/oauth2/token")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"));
        TwitterAnswer<String> token = transport.send(
                request,
                (headers, body) ->
                        Optional.of(body.path("access_token").asText()).filter(VISIBLE.asMatchPredicate()));
        return switch (token) {
            case TwitterAnswer.Success<String>(String bearer, RateLimits _) -> call.apply("Bearer " + bearer);
            case TwitterAnswer.Refused<String>(Refusal refusal, RateLimits limits) ->
                new TwitterAnswer.Refused<>(refusal, limits);
        };
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
        }
        ObjectNode body = Json.object();
        ObjectNode create =
                body.putObject("event").put("type", "message_create").putObject("message_create");
        create.putObject("target").put("recipient_id", message.recipientId());
        create.set("message_data", data);
        return body;
    }

    private static Optional<Done> done(HttpHeaders headers, JsonNode body) {
        return Optional.of(new Done());
    }

    private static AccessLevel access(HttpHeaders headers) {
        return switch (headers.firstValue("x-access-level").orElse("").toLowerCase(Locale.ROOT)) {
            case "read" -> AccessLevel.READ;
            case "read-write" -> AccessLevel.READ_WRITE;
            case "read-write-directmessages", "read-write-privatemessages" -> AccessLevel.READ_WRITE_DIRECT_MESSAGES;
            default -> AccessLevel.UNKNOWN;
        };
    }

    private static Optional<Webhook> webhook(JsonNode node) {
        try {
            return node.hasNonNull("id") && node.hasNonNull("url")
                    ? Optional.of(new Webhook(
                            node.path("id").asText(),
                            URI.create(node.path("url").asText()),
                            node.path("valid").asBoolean()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private HttpRequest.Builder signed(Credentials credentials, String method, String url) {
        return request(url)
                .header("Authorization", OAuth1Signer.authorization(credentials, method, url, Map.of()))
                .method(method, BodyPublishers.noBody());
    }

    private HttpRequest.Builder signedForm(Credentials credentials, String url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return request(url)
                .header("Authorization", OAuth1Signer.authorization(credentials, "POST", url, form))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Accept", "application/json");
    }

    private String webhooksUrl(String environment) {
        return base + "/1.1/account_activity/all/" + encoded(environment) + "/webhooks.json";
    }

    private String webhookUrl(String environment, String id) {
        return base + "/1.1/account_activity/all/" + encoded(environment) + "/webhooks/" + encoded(id) + ".json";
    }

    private String subscriptionsUrl(String environment) {
        return base + "/1.1/account_activity/all/" + encoded(environment) + "/subscriptions.json";
    }

    // OAuth counts a space as %20, URLEncoder writes it as +.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
