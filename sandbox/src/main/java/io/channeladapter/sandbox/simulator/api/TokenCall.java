package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.faults.Fault;
import io.channeladapter.sandbox.simulator.faults.FaultBook;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.oauth.Param;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /oauth2/token}: hands an app its bearer token for its key and secret. Safe for many threads. */
final class TokenCall {
    private final World world;
    private final FaultBook faults;

    TokenCall(World world, FaultBook faults) {
        this.world = world;
        this.faults = faults;
    }

    void handle(Context ctx) {
        boolean asksForApp;
        try {
            asksForApp = Param.parse(ctx.body()).contains(new Param("grant_type", "client_credentials"));
        } catch (IllegalArgumentException e) {
            asksForApp = false;
        }
        Optional<App> app = app(ctx.header("authorization"));
        if (!asksForApp) {
            answer(ctx, 403, error(170, "Missing required parameter: grant_type"));
        } else if (app.isEmpty()) {
            answer(ctx, 403, error(99, "Unable to verify your credentials"));
        } else {
            Optional<Fault> fault = faults.strike(
                    EnumSet.of(Fault.Kind.ERROR),
                    Operation.TOKEN,
                    world.usersOf(app.get().id()));
            if (fault.isPresent()) {
                answer(
                        ctx,
                        fault.get().status(),
                        error(fault.get().code(), fault.get().message()));
                return;
            }
            ObjectNode token = JsonNodeFactory.instance
                    .objectNode()
                    .put("token_type", "bearer")
                    .put("access_token", app.get().bearerToken());
            answer(ctx, 200, token);
        }
    }

    private Optional<App> app(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring("basic ".length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : world.appByKey(decode(pair.substring(0, colon)))
                            .filter(app -> app.apiSecretKey().equals(decode(pair.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode error(int code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("errors")
                .addObject()
                .put("code", code)
                .put("message", message)
                .put("label", "authenticity_token_error");
        return body;
    }

    private static void answer(Context ctx, int status, JsonNode body) {
        ctx.status(status).contentType("application/json;charset=utf-8").result(body.toString());
    }
}
