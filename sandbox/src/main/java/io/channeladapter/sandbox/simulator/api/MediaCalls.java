package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.faults.Fault;
import io.channeladapter.sandbox.simulator.faults.FaultBook;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.world.Uploads;
import io.channeladapter.sandbox.simulator.world.Uploads.Stage;
import io.channeladapter.sandbox.simulator.world.Uploads.State;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.HandlerType;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps of an upload by v1.1, all at one address. Safe for many threads. */
final class MediaCalls {
    private static final String PATH = "/1.1/media/upload.json";
    private static final int CHECK_AFTER_SECONDS = 1;

    private final World world;
    private final Uploads uploads;
    private final FaultBook faults;

    MediaCalls(World world, Uploads uploads, FaultBook faults) {
        this.world = world;
        this.uploads = uploads;
        this.faults = faults;
    }

    List<Route> routes() {
        return List.of(
                Route.user(HandlerType.POST, PATH, Operation.UPLOAD, TwitterError.APP_ONLY, 0, this::post),
                Route.user(HandlerType.GET, PATH, Operation.UPLOAD, TwitterError.APP_ONLY, 0, this::status));
    }

    private ApiAnswer post(ApiCall call) {
        String owner = call.user().userId();
        try {
            return switch (call.field("command").orElse("")) {
                case "INIT" -> {
                    String id = world.newId(call.now());
                    uploads.begin(
                            id,
                            owner,
                            call.field("media_type").orElse(""),
                            call.field("media_category").orElse(""),
                            number(call.field("total_bytes")),
                            call.now());
                    ObjectNode body = media(id).put("expires_after_secs", 86_400);
                    yield new ApiAnswer(202, body, Map.of(), 0, null);
                }
                case "APPEND" -> {
                    uploads.append(
                            call.field("media_id").orElse(""),
                            owner,
                            (int) number(call.field("segment_index")),
                            call.part("media"));
                    yield ApiAnswer.noContent();
                }
                case "FINALIZE" -> {
                    String id = call.field("media_id").orElse("");
                    Stage stage = uploads.finish(id, owner, fails(faults, owner), call.now());
                    ObjectNode body = json(stage).put("expires_after_secs", 86_400);
                    yield new ApiAnswer(201, body, Map.of(), 0, null);
                }
                default -> refused("command parameter is invalid.");
            };
        } catch (Uploads.Refused e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private ApiAnswer status(ApiCall call) {
        try {
            return call.param("command").filter("STATUS"::equals).isEmpty()
                    ? refused("command parameter is invalid.")
                    : ApiAnswer.ok(json(uploads.status(
                            call.param("media_id").orElse(""), call.user().userId(), call.now())));
        } catch (Uploads.Refused e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    /** Whether what this user uploads now will fail to be processed. */
    static boolean fails(FaultBook faults, String owner) {
        return faults.strike(EnumSet.of(Fault.Kind.PROCESSING_FAILS), Operation.UPLOAD, Set.of(owner))
                .isPresent();
    }

    /** Puts the state of processing into an answer of either generation. */
    static void putProcessing(ObjectNode body, Stage stage) {
        State state = stage.state();
        if (state == null) {
            return;
        }
        ObjectNode info = body.putObject("processing_info")
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("progress_percent", stage.percent());
        if (state == State.PENDING || state == State.IN_PROGRESS) {
            info.put("check_after_secs", CHECK_AFTER_SECONDS);
        }
        if (stage.error() != null) {
            info.putObject("error").put("code", 1).put("name", "InvalidMedia").put("message", stage.error());
        }
    }

    static long number(Optional<String> text) {
        return text.filter(digits -> digits.matches("[0-9]{1,12}"))
                .map(Long::parseLong)
                .orElse(-1L);
    }

    private static ObjectNode json(Stage stage) {
        ObjectNode body = media(stage.id()).put("size", stage.size());
        putProcessing(body, stage);
        return body;
    }

    private static ObjectNode media(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("media_id", Long.parseLong(id))
                .put("media_id_string", id);
    }

    // Unlike other calls of v1.1, uploads give no code.
    private static ApiAnswer refused(String message) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("request", PATH).put("error", message);
        return new ApiAnswer(400, body, Map.of(), 0, null);
    }
}
