package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.change.Reseal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;

/** {@code POST /api/reseal}, for admins. Safe for many threads. */
public final class ResealApi {
    /** Callers and what stands between wait about half a minute for an answer; who has more channels asks again. */
    private static final Duration AT_MOST = Duration.ofSeconds(15);

    private final Reseal reseal;

    public ResealApi(Reseal reseal) {
        this.reseal = reseal;
    }

    /** Adds its route. */
    public void addTo(RoutesConfig routes) {
        routes.post("/api/reseal", this::reseal);
    }

    private void reseal(Context ctx) throws Exception {
        Reseal.Result result = reseal.run(Caller.of(ctx), AT_MOST);
        ObjectNode body = Json.object()
                .put("key", result.key())
                .put("resealed", result.resealed())
                .put("already", result.already())
                .put("left", result.left())
                .put("failed", result.failed());
        ArrayNode failures = body.putArray("failures");
        result.failures().forEach(streamId -> failures.add(streamId.value()));
        Responses.json(ctx, 200, body);
    }
}
