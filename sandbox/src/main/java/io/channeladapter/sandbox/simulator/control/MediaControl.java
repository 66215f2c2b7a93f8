package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.world.MediaStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/** Takes the photos and videos that people attach. Safe for many threads. */
final class MediaControl {
    private final Site site;

    MediaControl(Site site) {
        this.site = site;
    }

    void addTo(RoutesConfig server) {
        server.post("/control/media", this::keep);
    }

    private void keep(Context ctx) throws IOException {
        String type = Optional.ofNullable(ctx.contentType())
                .orElse("")
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        String id = site.world().newId(site.clock().instant());
        try {
            MediaStore.Kept kept = site.media().keep(id, type, ctx.req().getInputStream());
            Answers.json(ctx, 201, json(kept));
        } catch (MediaStore.Refused e) {
            // A client that is still sending would find its connection reset instead of this answer.
            ctx.req().getInputStream().transferTo(OutputStream.nullOutputStream());
            throw new ControlProblem(400, String.valueOf(e.getMessage()));
        }
    }

    static ObjectNode json(MediaStore.Kept kept) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", kept.id())
                .put("type", kept.type())
                .put("contentType", kept.contentType())
                .put("bytes", kept.size());
    }
}
