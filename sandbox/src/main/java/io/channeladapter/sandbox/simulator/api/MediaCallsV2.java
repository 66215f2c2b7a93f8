package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.faults.FaultBook;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.world.Uploads;
import io.channeladapter.sandbox.simulator.world.Uploads.Stage;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The steps of an upload by v2, an address each. Safe for many threads. */
final class MediaCallsV2 {
    private static final String PATH = "/2/media/upload";

    private final World world;
    private final Uploads uploads;
    private final FaultBook faults;

    MediaCallsV2(World world, Uploads uploads, FaultBook faults) {
        this.world = world;
        this.uploads = uploads;
        this.faults = faults;
    }

    private interface Step {
        ApiAnswer take(ApiCall call) throws Uploads.Refused;
    }

    List<Route> routes() {
        return List.of(
                route(HandlerType.POST, PATH + "/initialize", this::begin),
                route(HandlerType.POST, PATH + "/{id}/append", this::append),
                route(HandlerType.POST, PATH + "/{id}/finalize", this::finish),
                route(HandlerType.GET, PATH, this::status));
    }

    private static Route route(HandlerType method, String path, Step step) {
        return Route.user(method, path, Operation.UPLOAD, TwitterError.APP_ONLY, 0, call -> {
            try {
                return step.take(call);
            } catch (Uploads.Refused e) {
                return ApiAnswer.refused(Problem.named(400, "invalid-request", String.valueOf(e.getMessage())));
            }
        });
    }

    private ApiAnswer begin(ApiCall call) throws Uploads.Refused {
        String id = world.newId(call.now());
        JsonNode body = call.json();
        uploads.begin(
                id,
                call.user().userId(),
                body.path("media_type").asText(),
                body.path("media_category").asText(),
                body.path("total_bytes").asLong(-1),
                call.now());
        return ApiAnswer.data(200, media(id).put("expires_after_secs", 86_400));
    }

    // The piece is a part of multipart, or base64 in JSON.
    private ApiAnswer append(ApiCall call) throws Uploads.Refused {
        JsonNode body = call.json();
        byte[] piece;
        try {
            piece = body.has("media") ? body.path("media").binaryValue() : call.part("media");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Optional<String> segment = body.has("segment_index")
                ? Optional.of(body.path("segment_index").asText())
                : call.field("segment_index");
        uploads.append(call.pathParam("id"), call.user().userId(), (int) MediaCalls.number(segment), piece);
        return ApiAnswer.data(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("expires_at", call.now().getEpochSecond() + 86_400));
    }

    private ApiAnswer finish(ApiCall call) throws Uploads.Refused {
        String owner = call.user().userId();
        return ApiAnswer.data(
                200, json(uploads.finish(call.pathParam("id"), owner, MediaCalls.fails(faults, owner), call.now())));
    }

    private ApiAnswer status(ApiCall call) throws Uploads.Refused {
        return ApiAnswer.data(
                200,
                json(uploads.status(
                        call.param("media_id").orElse(""), call.user().userId(), call.now())));
    }

    private static ObjectNode json(Stage stage) {
        ObjectNode data = media(stage.id()).put("size", stage.size());
        MediaCalls.putProcessing(data, stage);
        return data;
    }

    private static ObjectNode media(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("media_key", "5_" + id);
    }
}
