package io.channeladapter.config.http;

import io.channeladapter.config.access.Caller;
import io.channeladapter.config.access.Tokens;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.javalin.http.Context;
import java.util.Objects;

/** Lets only REST requests through that carry a token in force. Safe for many threads. */
public final class BearerFilter {
    private static final String BEARER = "Bearer ";

    private final Tokens tokens;

    public BearerFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    void require(Context ctx) throws ProblemException {
        String header = Objects.requireNonNullElse(ctx.header("Authorization"), "");
        String token =
                header.startsWith(BEARER) ? header.substring(BEARER.length()).strip() : "";
        Caller.set(
                ctx,
                tokens.of(token)
                        .orElseThrow(
                                () -> new ProblemException(
                                        new Problem(
                                                401,
                                                "not-signed-in",
                                                "The token is missing or wrong",
                                                "Send the header Authorization: Bearer followed by the admin token or by a token of your own.")))
                        .principal());
    }
}
