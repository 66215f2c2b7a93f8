package io.channeladapter.config.http;

import io.channeladapter.config.access.Caller;
import io.channeladapter.config.access.Gate;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.javalin.http.Context;
import java.util.Objects;

/** Lets only REST requests through that carry a token in force. Safe for many threads. */
public final class BearerFilter {
    private static final String BEARER = "Bearer ";

    private final Gate gate;

    public BearerFilter(Gate gate) {
        this.gate = gate;
    }

    void require(Context ctx) throws ProblemException {
        String header = Objects.requireNonNullElse(ctx.header("Authorization"), "");
        String token =
                header.startsWith(BEARER) ? header.substring(BEARER.length()).strip() : "";
        if (token.isEmpty()) {
            throw new ProblemException(notSignedIn());
        }
        switch (gate.enter(ctx, token)) {
            case Gate.Entry.Granted(var identity) -> Caller.set(ctx, identity.principal());
            case Gate.Entry.Denied() -> throw new ProblemException(notSignedIn());
            case Gate.Entry.Slowed slowed -> {
                ctx.header("Retry-After", String.valueOf(slowed.seconds()));
                throw new ProblemException(new Problem(
                        429,
                        "too-many-attempts",
                        "Too many wrong tokens came from this address",
                        "Nothing was looked at. Wait " + slowed.seconds() + " seconds, then send a token in force."));
            }
        }
    }

    private static Problem notSignedIn() {
        return new Problem(
                401,
                "not-signed-in",
                "The token is missing or wrong",
                "Send the header Authorization: Bearer followed by the admin token or by a token of your own.");
    }
}
