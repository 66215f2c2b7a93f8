package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.authorize.StepResult;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.change.Problem;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes JSON answers. */
final class Responses {
    private Responses() {}

    static void json(Context ctx, int status, Object body) {
        ctx.status(status).contentType("application/json").result(Json.bytes(body));
    }

    /** The channel with its ETag. */
    static void channel(Context ctx, int status, Channel channel, CallbackUrls callbackUrls) {
        ctx.header("ETag", "\"" + channel.version() + "\"");
        json(ctx, status, ChannelBody.of(channel, callbackUrls));
    }

    static void problem(Context ctx, Problem problem) {
        problem(ctx, problem, body(problem));
    }

    /** A problem with members of its own. */
    static void problem(Context ctx, Problem problem, ObjectNode body) {
        if (problem.status() == 503) {
            ctx.header("Retry-After", "1");
        }
        if (problem.status() == 401) {
            ctx.header("WWW-Authenticate", "Bearer");
        }
        ctx.status(problem.status()).contentType("application/problem+json").result(Json.bytes(body));
    }

    static ObjectNode body(Problem problem) {
        ObjectNode body = Json.object()
                .put("type", "about:blank")
                .put("title", problem.title())
                .put("status", problem.status())
                .put("code", problem.code())
                .put("detail", problem.detail());
        if (!problem.errors().isEmpty()) {
            ArrayNode errors = body.putArray("errors");
            problem.errors()
                    .forEach(e -> errors.addObject().put("field", e.field()).put("detail", e.detail()));
        }
        if (!problem.changes().isEmpty()) {
            ArrayNode changes = body.putArray("changes");
            problem.changes()
                    .forEach(change -> changes.addObject()
                            .put("version", change.version())
                            .put("who", change.actor())
                            .put("when", change.at().toString())
                            .put("what", change.text()));
        }
        return body;
    }

    private static void account(ObjectNode node, String field, @Nullable TwitterAccount account) {
        if (account != null) {
            node.putObject(field)
                    .put("id", account.id())
                    .put("screenName", account.screenName())
                    .put("name", account.name());
        }
    }

    static ArrayNode steps(List<StepResult> steps) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (StepResult step : steps) {
            ObjectNode node = array.addObject()
                    .put("step", step.step().wire())
                    .put("result", step.result().wire())
                    .put("detail", step.detail())
                    .put("millis", step.millis());
            account(node, "account", step.account());
            account(node, "formerAccount", step.former());
            if (!step.replaceable().isEmpty()) {
                ArrayNode others = node.putArray("replaceable");
                step.replaceable()
                        .forEach(other -> others.addObject()
                                .put("id", other.id())
                                .put("url", other.url().toString()));
            }
        }
        return array;
    }
}
