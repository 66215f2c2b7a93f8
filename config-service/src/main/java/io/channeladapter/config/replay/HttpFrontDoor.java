package io.channeladapter.config.replay;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.common.twitter.WebhookSignature;
import io.channeladapter.config.letterbox.Opened;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Brings webhooks to the ingress over HTTP, signed as Twitter signs, in the trace that they were part of. */
public final class HttpFrontDoor implements FrontDoor {
    /** The ingress answers within three seconds, whatever Kafka does. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private static final Duration USUAL_WAIT = Duration.ofSeconds(1);

    private final HttpClient client;
    private final Function<StreamId, URI> callbackUrls;

    /**
     * @param client must not follow redirects, as Twitter does not
     * @param callbackUrls where the ingress is reached from here, for each channel
     */
    public HttpFrontDoor(HttpClient client, Function<StreamId, URI> callbackUrls) {
        this.client = client;
        this.callbackUrls = callbackUrls;
    }

    @Override
    public Answer bring(StreamId streamId, Opened letter, Secret apiSecretKey) throws InterruptedException {
        byte[] body = letter.bytes().orElseThrow();
        HttpRequest.Builder request = HttpRequest.newBuilder(callbackUrls.apply(streamId))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .header(WebhookSignature.HEADER, WebhookSignature.of(body, apiSecretKey))
                .header(DeadLetter.REPLAY_OF, letter.letter().id().toString())
                .POST(BodyPublishers.ofByteArray(body));
        letter.header(RecordHeaders.TRACEPARENT)
                .flatMap(Traceparent::valid)
                .ifPresent(trace -> request.header(RecordHeaders.TRACEPARENT, trace));
        try {
            HttpResponse<Void> response = client.send(request.build(), BodyHandlers.discarding());
            return judge(response.statusCode(), response.headers().firstValue("Retry-After"));
        } catch (IOException e) {
            return new Answer.Later(USUAL_WAIT, "The ingress does not answer at " + callbackUrls.apply(streamId) + ".");
        }
    }

    /** What an answer means. */
    static Answer judge(int status, Optional<String> retryAfter) {
        return switch (status) {
            case 200 -> new Answer.Taken();
            case 429 ->
                new Answer.Later(
                        wait(retryAfter), "The ingress takes no more webhooks of this channel just now (429).");
            case 500, 502, 503, 504 ->
                new Answer.Later(wait(retryAfter), "The ingress takes no webhooks just now (" + status + ").");
            case 413 -> new Answer.Refused("It is larger than the ingress takes (413).");
            case 401 ->
                new Answer.Shut("The ingress does not take the channel's API secret key (401): does it have the same"
                        + " keyset, and is it up to date?");
            case 404 -> new Answer.Shut("The ingress does not know the channel (404): is this address the ingress's?");
            default ->
                new Answer.Shut("Something else than the ingress answers at its address (" + status + "): see"
                        + " ADAPTER_CONFIG_REPLAY_URL.");
        };
    }

    private static Duration wait(Optional<String> retryAfter) {
        return retryAfter
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(USUAL_WAIT);
    }
}
