package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The steps of an upload, without keeping what is uploaded; ids are known until the end of the process. */
final class MediaCalls {
    private final World world;
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> finished = ConcurrentHashMap.newKeySet();

    MediaCalls(World world) {
        this.world = world;
    }

    List<Route> routes() {
        return List.of(Route.user(
                HandlerType.POST, "/1.1/media/upload.json", Operation.ALL, TwitterError.APP_ONLY, 0, this::upload));
    }

    /** True once an upload is finished. */
    boolean knows(String mediaId) {
        return finished.contains(mediaId);
    }

    private ApiAnswer upload(ApiCall call) {
        String id = call.param("media_id").orElse("");
        return switch (call.param("command").orElse("")) {
            case "INIT" -> {
                String fresh = world.newId(call.now());
                begun.add(fresh);
                yield ApiAnswer.ok(media(fresh).put("expires_after_secs", 86400));
            }
            // A multipart APPEND names its media id in the body, which is not kept.
            case "FINALIZE" -> {
                if (!begun.contains(id)) {
                    yield ApiAnswer.refused(TwitterError.MEDIA_UNKNOWN);
                }
                finished.add(id);
                yield ApiAnswer.ok(media(id).put("size", 1).put("expires_after_secs", 86400));
            }
            default -> ApiAnswer.noContent();
        };
    }

    private static ObjectNode media(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("media_id", Long.parseLong(id))
                .put("media_id_string", id);
    }
}
