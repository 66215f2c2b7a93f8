package io.channeladapter.common.twitter;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.twitter.TwitterApi.Done;
import java.util.Map;
import java.util.Optional;

/** Upload by v1.1: one address at a host of its own, and a command for each step. Safe for many threads. */
final class UploadV1 implements UploadSteps {
    private static final String PATH = "/1.1/media/upload.json";

    private final SignedCalls calls;

    /** @param calls to the host of uploads */
    UploadV1(SignedCalls calls) {
        this.calls = calls;
    }

    @Override
    public TwitterAnswer<String> begin(Credentials credentials, MediaFile media) {
        return calls.postForm(
                credentials,
                PATH,
                Map.of(
                        "command", "INIT",
                        "media_type", media.format().contentType(),
                        "media_category", media.format().category().wire(),
                        "total_bytes", Long.toString(media.size())),
                // As a number it is beyond what some parsers keep, so the string is what counts.
                (headers, body) ->
                        Optional.of(body.path("media_id_string").asText()).filter(id -> !id.isEmpty()));
    }

    @Override
    public TwitterAnswer<Done> append(Credentials credentials, String mediaId, int segment, byte[] piece) {
        return calls.postMultipart(
                credentials,
                PATH,
                Map.of("command", "APPEND", "media_id", mediaId, "segment_index", Integer.toString(segment)),
                piece,
                SignedCalls::done);
    }

    @Override
    public TwitterAnswer<Processing> finish(Credentials credentials, String mediaId) {
        return calls.postForm(
                credentials,
                PATH,
                Map.of("command", "FINALIZE", "media_id", mediaId),
                (headers, body) -> processing(body));
    }

    @Override
    public TwitterAnswer<Processing> status(Credentials credentials, String mediaId) {
        return calls.asUser(
                credentials,
                "GET",
                PATH + "?command=STATUS&media_id=" + SignedCalls.encoded(mediaId),
                (headers, body) -> processing(body));
    }

    private static Optional<Processing> processing(JsonNode body) {
        return body.hasNonNull("media_id_string") || body.has("processing_info")
                ? Optional.of(Processing.read(body.path("processing_info")))
                : Optional.empty();
    }
}
