package io.channeladapter.config.access;

import io.javalin.http.Context;
import java.util.Objects;

/** Who makes a request: set by the filter that let it through, read by its handler. */
public final class Caller {
    private static final String ATTRIBUTE = "caller";

    private Caller() {}

    /** Notes who makes the request. */
    public static void set(Context ctx, Principal principal) {
        ctx.attribute(ATTRIBUTE, principal);
    }

    /** Who makes the request; only for handlers behind a filter. */
    public static Principal of(Context ctx) {
        return Objects.requireNonNull(ctx.<Principal>attribute(ATTRIBUTE), "no filter let this request through");
    }
}
