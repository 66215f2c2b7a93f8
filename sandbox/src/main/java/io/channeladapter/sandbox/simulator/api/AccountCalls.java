package io.channeladapter.sandbox.simulator.api;

import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.payload.Payloads;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.HandlerType;
import java.util.List;

/** Tells callers who they are, and who others are. Safe for many threads. */
final class AccountCalls {
    private final World world;
    private final Payloads payloads;
    private final Limits limits;

    AccountCalls(World world, Payloads payloads, Limits limits) {
        this.world = world;
        this.payloads = payloads;
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                Route.user(
                        HandlerType.GET,
                        "/1.1/account/verify_credentials.json",
                        Operation.VERIFY,
                        TwitterError.APP_ONLY,
                        limits.accountCalls(),
                        this::verifyCredentials),
                Route.user(
                        HandlerType.GET,
                        "/2/users/me",
                        Operation.VERIFY,
                        TwitterError.APP_ONLY,
                        limits.accountCalls(),
                        this::me),
                Route.any(HandlerType.GET, "/1.1/users/show.json", Operation.ALL, 900, this::show));
    }

    private ApiAnswer verifyCredentials(ApiCall call) {
        return ApiAnswer.ok(payloads.account(world.user(call.user().userId()).orElseThrow()));
    }

    private ApiAnswer me(ApiCall call) {
        boolean picture = call.param("user.fields").orElse("").contains("profile_image_url");
        return ApiAnswer.ok(payloads.me(world.user(call.user().userId()).orElseThrow(), picture));
    }

    private ApiAnswer show(ApiCall call) {
        return call.param("user_id")
                .or(() -> call.param("screen_name"))
                .flatMap(world::findUser)
                .map(user -> ApiAnswer.ok(payloads.account(user)))
                .orElseGet(() -> ApiAnswer.refused(new TwitterError(404, 50, "User not found.")));
    }
}
