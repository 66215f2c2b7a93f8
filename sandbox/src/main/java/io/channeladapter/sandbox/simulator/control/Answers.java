package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;

/** Writes answers of the control API. */
final class Answers {
    private Answers() {}

    static void json(Context ctx, int status, JsonNode body) {
        ctx.status(status).contentType("application/json;charset=utf-8").result(body.toString());
    }

    static void problem(Context ctx, int status, String detail) {
        String title = switch (status) {
            case 404 -> "Not found";
            case 409 -> "Not possible now";
            default -> "Wrong request";
        };
        ctx.status(status)
                .contentType("application/problem+json;charset=utf-8")
                .result(JsonNodeFactory.instance
                        .objectNode()
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .toString());
    }
}
