package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.simulator.delivery.Challenge;
import io.channeladapter.sandbox.simulator.delivery.Conversations;
import io.channeladapter.sandbox.simulator.delivery.Replays;
import io.channeladapter.sandbox.simulator.delivery.WebhookWatch;
import io.channeladapter.sandbox.simulator.faults.FaultBook;
import io.channeladapter.sandbox.simulator.payload.Payloads;
import io.channeladapter.sandbox.simulator.world.Presence;
import io.channeladapter.sandbox.simulator.world.Uploads;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** All calls of the simulated API as routes. Safe for many threads. */
public final class TwitterApi {
    private final ApiGateway gateway;
    private final List<Route> routes;
    private final TokenCall tokens;

    /** The API of a world. */
    public TwitterApi(
            World world,
            FaultBook faults,
            CallLog log,
            CallRates rates,
            InstantSource clock,
            Connections connections,
            Conversations conversations,
            Payloads payloads,
            Uploads uploads,
            Presence presence,
            Challenge challenge,
            WebhookWatch watch,
            Replays replays,
            CallbackRules rules,
            Limits limits) {
        MessageCheck check = new MessageCheck(uploads::knows);
        this.gateway = new ApiGateway(world, faults, log, rates, clock, connections);
        this.tokens = new TokenCall(world, faults);
        this.routes = Stream.of(
                        new AccountCalls(world, payloads, limits).routes(),
                        new WebhookCalls(world, rules, challenge, watch, limits).routes(),
                        new SubscriptionCalls(world, limits).routes(),
                        new MessageCalls(world, conversations, payloads, check, uploads, presence, limits).routes(),
                        new WebhookCallsV2(world, rules, challenge, watch, replays, limits).routes(),
                        new SubscriptionCallsV2(world, limits).routes(),
                        new MessageCallsV2(world, conversations, uploads, limits).routes(),
                        new MessageEventsV2(world, payloads, limits).routes(),
                        new MediaCalls(world, uploads, faults).routes(),
                        new MediaCallsV2(world, uploads, faults).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** Adds the calls to a server; any other path below them is answered as Twitter does. */
    public void addTo(RoutesConfig server) {
        for (Route route : routes) {
            server.addHttpHandler(route.method(), route.path(), ctx -> gateway.handle(ctx, route));
        }
        server.post("/oauth2/token", tokens::handle);
        server.error(404, ctx -> {
            boolean isV2 = ctx.path().startsWith("/2/");
            if ((isV2 || ctx.path().startsWith("/1.1/"))
                    && !String.valueOf(ctx.result()).startsWith("{")) {
                JsonNode body = isV2 ? Problem.of(TwitterError.NOT_FOUND).body() : TwitterError.NOT_FOUND.body();
                ctx.contentType("application/json;charset=utf-8").result(body.toString());
            }
        });
    }
}
