package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.authorize.Consent;
import io.channeladapter.config.authorize.Progress;
import io.channeladapter.config.authorize.Report;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Configuration;
import io.channeladapter.config.change.IdempotencyKey;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.Listed;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /api/channels}: what can be done to a channel. Safe for many threads. */
final class ChannelsApi {
    private static final String CHANNEL = "/api/channels/{streamid}";

    private final ChannelChanges changes;
    private final ChannelView view;
    private final CallbackUrls callbackUrls;

    ChannelsApi(ChannelChanges changes, ChannelView view, CallbackUrls callbackUrls) {
        this.changes = changes;
        this.view = view;
        this.callbackUrls = callbackUrls;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/channels", this::channels);
        routes.post("/api/channels", this::create);
        routes.get(CHANNEL, this::channel);
        routes.put(CHANNEL + "/configuration", this::configure);
        routes.post(CHANNEL + "/authorize", this::authorize);
        routes.post(CHANNEL + "/enable", this::enable);
        routes.post(CHANNEL + "/disable", this::disable);
        routes.delete(CHANNEL, this::delete);
    }

    private void channels(Context ctx) throws ProblemException {
        Listed<Channel> found = view.page(ListRequests.channels(ctx));
        ObjectNode body = Json.object();
        ArrayNode channels = body.putArray("channels");
        found.entries()
                .forEach(channel -> channels.add(Json.MAPPER.valueToTree(ChannelBody.of(channel, callbackUrls))));
        ListRequests.next(body, found);
        Responses.json(ctx, 200, body);
    }

    private void create(Context ctx) throws Exception {
        JsonNode body = Requests.body(ctx, List.of("botId"));
        String key = ctx.header("Idempotency-Key");
        Channel channel = changes.create(
                Objects.requireNonNullElse(Requests.text(body, "botId"), ""),
                key == null ? null : IdempotencyKey.read(key),
                Caller.of(ctx));
        ctx.header("Location", "/api/channels/" + channel.streamId());
        Responses.channel(ctx, 201, channel, callbackUrls);
    }

    private void channel(Context ctx) throws Exception {
        Responses.channel(ctx, 200, changes.find(Requests.streamId(ctx), Caller.of(ctx)), callbackUrls);
    }

    private void configure(Context ctx) throws Exception {
        StreamId streamId = Requests.streamId(ctx);
        Long expected = Requests.seen(ctx, streamId, changes);
        Channel before = changes.seen(streamId, expected, Caller.of(ctx));
        JsonNode body = Requests.body(ctx, Configuration.FIELDS);
        Configuration wanted = Configuration.read(
                field -> field.equals("keepOldSecretHours")
                        ? Requests.wholeNumber(body, field)
                        : Requests.text(body, field),
                before.entered() != null);
        Channel channel = changes.configure(streamId, expected, wanted, Caller.of(ctx));
        Responses.channel(ctx, 200, channel, callbackUrls);
    }

    private void authorize(Context ctx) throws Exception {
        StreamId streamId = Requests.streamId(ctx);
        Long expected = Requests.seen(ctx, streamId, changes);
        JsonNode body = Requests.body(ctx, List.of("replaceWebhook", "changeAccount"));
        Consent consent = new Consent(
                id(
                        body,
                        "replaceWebhook",
                        "must be the id of the webhook that may be removed, as the failed step names it"),
                id(
                        body,
                        "changeAccount",
                        "must be the id of the account that may take the place, as the failed step names it"));
        Report report = changes.authorize(streamId, expected, consent, Progress.SILENT, Caller.of(ctx));
        if (report.connected() == null) {
            Problem problem = new Problem(
                    422,
                    "not-authorized-by-twitter",
                    "The channel could not be connected to Twitter",
                    "A step failed; steps says which, why and what to do.");
            ObjectNode failed = Responses.body(problem);
            failed.set("steps", Responses.steps(report.steps()));
            Responses.problem(ctx, problem, failed);
            return;
        }
        Channel channel = changes.find(streamId, Caller.of(ctx));
        ObjectNode done = Json.object().put("authorized", true);
        done.set("steps", Responses.steps(report.steps()));
        done.putPOJO("notes", report.notes());
        done.set("channel", Json.MAPPER.valueToTree(ChannelBody.of(channel, callbackUrls)));
        ctx.header("ETag", "\"" + channel.version() + "\"");
        Responses.json(ctx, 200, done);
    }

    private static @Nullable String id(JsonNode body, String field, String rule) throws ProblemException {
        String id = Requests.text(body, field);
        if (id != null && !id.matches("[0-9]{1,19}")) {
            throw new ProblemException(Problem.ofField(field, rule));
        }
        return id;
    }

    private void enable(Context ctx) throws Exception {
        StreamId streamId = Requests.streamId(ctx);
        Channel channel = changes.enable(streamId, Requests.seen(ctx, streamId, changes), Caller.of(ctx));
        Responses.channel(ctx, 200, channel, callbackUrls);
    }

    private void disable(Context ctx) throws Exception {
        StreamId streamId = Requests.streamId(ctx);
        Channel channel = changes.disable(streamId, Requests.seen(ctx, streamId, changes), Caller.of(ctx));
        Responses.channel(ctx, 200, channel, callbackUrls);
    }

    private void delete(Context ctx) throws Exception {
        StreamId streamId = Requests.streamId(ctx);
        List<String> warnings = changes.delete(streamId, Requests.seen(ctx, streamId, changes), Caller.of(ctx));
        if (warnings.isEmpty()) {
            ctx.status(204);
        } else {
            Responses.json(ctx, 200, Json.object().putPOJO("warnings", warnings));
        }
    }
}
