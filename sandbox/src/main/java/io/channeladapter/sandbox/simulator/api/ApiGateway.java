package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.simulator.api.Route.Callers;
import io.channeladapter.sandbox.simulator.faults.Fault;
import io.channeladapter.sandbox.simulator.faults.FaultBook;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.oauth.OAuthVerifier;
import io.channeladapter.sandbox.simulator.oauth.OAuthVerifier.SignedRequest;
import io.channeladapter.sandbox.simulator.oauth.Param;
import io.channeladapter.sandbox.simulator.oauth.Verdict;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Grant;
import io.channeladapter.sandbox.simulator.world.User;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What every call goes through: recognise, strike with faults, limit, answer, log. Safe for many threads. */
final class ApiGateway {
    private final World world;
    private final OAuthVerifier verifier;
    private final FaultBook faults;
    private final CallRates rates;
    private final CallLog log;
    private final InstantSource clock;
    private final Connections connections;

    ApiGateway(
            World world, FaultBook faults, CallLog log, CallRates rates, InstantSource clock, Connections connections) {
        this.world = world;
        this.verifier = new OAuthVerifier(world);
        this.faults = faults;
        this.log = log;
        this.rates = rates;
        this.clock = clock;
        this.connections = connections;
    }

    /** Answers one request, or leaves it unanswered if a fault says so. */
    void handle(Context ctx, Route route) throws InterruptedException {
        Instant now = clock.instant();
        // Parts are bytes, and no part of the signature.
        Map<String, byte[]> parts = ctx.isMultipartFormData() ? Multipart.parts(ctx) : Map.of();
        String body = ctx.isMultipartFormData() ? "" : ctx.body();
        List<Param> params = params(ctx, body);
        Verdict verdict = params == null
                ? new Verdict.Refused(Verdict.Reason.BAD_AUTHENTICATION_DATA)
                : verifier.verify(
                        new SignedRequest(ctx.method().name(), url(ctx), params, ctx.header("authorization")), now);
        switch (verdict) {
            case Verdict.Refused(Verdict.Reason reason) ->
                send(ctx, ApiAnswer.refused(route.isV2(), TwitterError.of(reason), Map.of()), now, null, null, null);
            case Verdict.AppOnly(App app) -> {
                ApiCall call =
                        new ApiCall(app, null, List.copyOf(orEmpty(params)), ctx.pathParamMap(), body, parts, now);
                answer(ctx, route, call, app.bearerToken());
            }
            case Verdict.ForUser(App app, Grant grant) -> {
                ctx.header("x-access-level", grant.accessLevel().header());
                ApiCall call =
                        new ApiCall(app, grant, List.copyOf(orEmpty(params)), ctx.pathParamMap(), body, parts, now);
                answer(ctx, route, call, grant.token());
            }
        }
    }

    private void answer(Context ctx, Route route, ApiCall call, String token) throws InterruptedException {
        Grant grant = call.grant();
        String accountId = grant == null ? null : grant.userId();
        String personId = personOf(route, call);
        Set<String> targets = targets(call, personId);
        Optional<Fault> latency = faults.strike(EnumSet.of(Fault.Kind.LATENCY), route.operation(), targets);
        if (latency.isPresent()) {
            connections.hold(latency.get().millis(), TimeUnit.MILLISECONDS);
        }
        Optional<Fault> fault = faults.strike(FaultBook.OF_ANSWERS, route.operation(), targets);
        String struck =
                fault.or(() -> latency).map(found -> found.kind().word()).orElse(null);
        Fault.Kind kind = fault.map(Fault::kind).orElse(Fault.Kind.LATENCY);
        switch (kind) {
            case RATE_LIMITED ->
                send(ctx, rateLimited(route, fault.orElseThrow()), call.now(), accountId, personId, struck);
            case ERROR -> {
                Fault error = fault.orElseThrow();
                if (error.code() == 0 && error.reason().isEmpty()) {
                    ctx.status(error.status())
                            .contentType("text/html")
                            .result("<html><body>over capacity</body></html>");
                    log(ctx, call.now(), accountId, personId, error.status(), 0, null, struck);
                } else {
                    send(ctx, refusal(route, error), call.now(), accountId, personId, struck);
                }
            }
            case SILENCE, CUT -> withhold(ctx, kind, call.now(), accountId, personId, null);
            case SILENCE_AFTER_ACCEPT, CUT_AFTER_ACCEPT -> {
                ApiAnswer answer = limited(route, call, token);
                withhold(ctx, kind, call.now(), accountId, personId, answer.messageId());
            }
            default -> send(ctx, limited(route, call, token), call.now(), accountId, personId, struck);
        }
    }

    private ApiAnswer limited(Route route, ApiCall call, String token) throws InterruptedException {
        Grant grant = call.grant();
        if (grant != null && world.user(grant.userId()).filter(User::suspended).isPresent()) {
            return ApiAnswer.refused(route.isV2(), TwitterError.SUSPENDED, Map.of());
        }
        if ((grant == null && route.callers() == Callers.USER) || (grant != null && route.callers() == Callers.APP)) {
            return ApiAnswer.refused(
                    route.isV2(), route.isV2() ? TwitterError.APP_ONLY : route.wrongCaller(), Map.of());
        }
        if (route.callsPer15Minutes() == 0) {
            return route.handler().answer(call);
        }
        CallRates.Count count = rates.count(new CallRates.Key(token, route.method() + " " + route.path()), call.now());
        Map<String, String> headers = new HashMap<>(count.headers(route.callsPer15Minutes()));
        if (count.used() > route.callsPer15Minutes()) {
            return ApiAnswer.refused(route.isV2(), TwitterError.RATE_LIMITED, headers);
        }
        ApiAnswer answer = route.handler().answer(call);
        headers.putAll(answer.headers());
        return new ApiAnswer(answer.status(), answer.body(), headers, answer.error(), answer.messageId());
    }

    private static ApiAnswer refusal(Route route, Fault fault) {
        return route.isV2() && !fault.reason().isEmpty()
                ? ApiAnswer.refused(Problem.named(
                        Character.isUpperCase(fault.reason().charAt(0)) ? 400 : fault.status(),
                        fault.reason(),
                        fault.message()))
                : ApiAnswer.refused(
                        route.isV2(), new TwitterError(fault.status(), fault.code(), fault.message()), Map.of());
    }

    // A bearer token speaks for its app: faults of each of its users strike it.
    private Set<String> targets(ApiCall call, @Nullable String personId) {
        Grant grant = call.grant();
        Set<String> targets =
                new HashSet<>(grant == null ? world.usersOf(call.app().id()) : Set.of(grant.userId()));
        if (personId != null) {
            targets.add(personId);
        }
        return targets;
    }

    private ApiAnswer rateLimited(Route route, Fault fault) {
        long reset = clock.instant().getEpochSecond() + fault.resetSeconds();
        return ApiAnswer.refused(
                route.isV2(),
                TwitterError.RATE_LIMITED,
                fault.headers()
                        ? Map.of(
                                "x-rate-limit-limit", "15",
                                "x-rate-limit-remaining", "0",
                                "x-rate-limit-reset", Long.toString(reset))
                        : Map.of());
    }

    private void withhold(
            Context ctx,
            Fault.Kind kind,
            Instant at,
            @Nullable String accountId,
            @Nullable String personId,
            @Nullable String messageId)
            throws InterruptedException {
        log(ctx, at, accountId, personId, 0, 0, messageId, kind.word());
        if (kind == Fault.Kind.SILENCE || kind == Fault.Kind.SILENCE_AFTER_ACCEPT) {
            connections.hold(10, TimeUnit.MINUTES);
        }
        connections.cut(ctx);
    }

    private void send(
            Context ctx,
            ApiAnswer answer,
            Instant at,
            @Nullable String accountId,
            @Nullable String personId,
            @Nullable String fault) {
        ctx.status(answer.status());
        answer.headers().forEach(ctx::header);
        if (answer.body() != null) {
            ctx.contentType("application/json;charset=utf-8")
                    .result(answer.body().toString());
        }
        log(ctx, at, accountId, personId, answer.status(), answer.error(), answer.messageId(), fault);
    }

    private void log(
            Context ctx,
            Instant at,
            @Nullable String accountId,
            @Nullable String personId,
            int status,
            int code,
            @Nullable String messageId,
            @Nullable String fault) {
        log.add(new CallLog.Entry(
                at,
                clock.instant(),
                ctx.method().name(),
                ctx.path(),
                accountId,
                personId,
                status,
                code,
                messageId,
                fault));
    }

    private static @Nullable String personOf(Route route, ApiCall call) {
        if (route.isV2()) {
            return route.operation() == Operation.SEND ? call.pathParam("id") : null;
        }
        Optional<String> param = call.param("recipient_id");
        if (param.isPresent() || !call.body().startsWith("{")) {
            return param.orElse(null);
        }
        JsonNode recipient = call.json().at("/event/message_create/target/recipient_id");
        return recipient.isMissingNode() ? null : recipient.asText();
    }

    /** What is signed beside the address: the query, and the fields of a form; null where they cannot be read. */
    static @Nullable List<Param> params(Context ctx, String body) {
        try {
            String query = ctx.queryString();
            List<Param> params = new ArrayList<>(Param.parse(query == null ? "" : query));
            if (ctx.isFormUrlencoded()) {
                params.addAll(Param.parse(body));
            }
            return params;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static List<Param> orEmpty(@Nullable List<Param> params) {
        return params == null ? List.of() : params;
    }

    static String url(Context ctx) {
        String forwarded = ctx.header("x-forwarded-proto");
        String scheme = forwarded == null ? "http" : forwarded.toLowerCase(Locale.ROOT);
        String host = Optional.ofNullable(ctx.header("host")).orElse("").toLowerCase(Locale.ROOT);
        String ownPort = scheme.equals("https") ? ":443" : ":80";
        String withoutOwnPort = host.endsWith(ownPort) ? host.substring(0, host.length() - ownPort.length()) : host;
        return scheme + "://" + withoutOwnPort + ctx.req().getRequestURI();
    }
}
