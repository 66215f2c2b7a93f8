package io.channeladapter.common.twitter;

import static io.channeladapter.common.twitter.SignedCalls.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.twitter.TwitterApi.Done;
import java.util.Map;
import java.util.Optional;

/** Upload by v2: an address for each step, at the API's own host. Safe for many threads. */
final class UploadV2 implements UploadSteps {
    private static final String PATH = "/2/media/upload";

    private final SignedCalls calls;

    UploadV2(SignedCalls calls) {
        this.calls = calls;
    }

    @Override
    public TwitterAnswer<String> begin(Credentials credentials, MediaFile media) {
        return calls.postJson(
                credentials,
                PATH + "/initialize",
                Json.object()
                        .put("media_type", media.format().contentType())
                        .put("media_category", media.format().category().wire())
                        .put("total_bytes", media.size()),
                (headers, body) ->
                        Optional.of(body.path("data").path("id").asText()).filter(id -> !id.isEmpty()));
    }

    @Override
    public TwitterAnswer<Done> append(Credentials credentials, String mediaId, int segment, byte[] piece) {
        return calls.postMultipart(
                credentials,
                PATH + "/" + encoded(mediaId) + "/append",
                Map.of("segment_index", Integer.toString(segment)),
                piece,
                SignedCalls::done);
    }

    @Override
    public TwitterAnswer<Processing> finish(Credentials credentials, String mediaId) {
        return calls.asUser(
                credentials, "POST", PATH + "/" + encoded(mediaId) + "/finalize", (headers, body) -> processing(body));
    }

    @Override
    public TwitterAnswer<Processing> status(Credentials credentials, String mediaId) {
        return calls.asUser(
                credentials,
                "GET",
                PATH + "?command=STATUS&media_id=" + encoded(mediaId),
                (headers, body) -> processing(body));
    }

    private static Optional<Processing> processing(JsonNode body) {
        JsonNode data = body.path("data");
        return data.isObject() ? Optional.of(Processing.read(data.path("processing_info"))) : Optional.empty();
    }
}
