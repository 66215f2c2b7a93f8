package io.channeladapter.config.page;

import io.channeladapter.config.access.Caller;
import io.channeladapter.config.access.Principal;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets only people through who signed in, and only forms that came from our own pages: the cookie goes with requests
 * from our own pages alone (SameSite=Strict), and each form carries a token of the session besides.
 */
final class SignIn {
    static final Frame NOBODY = new Frame(false, "", null);

    private static final String COOKIE = "adapter-session";

    private final Sessions sessions;
    private final InstantSource clock;

    SignIn(Sessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** A handler of a request by someone who signed in. */
    @FunctionalInterface
    interface SignedIn {
        /**
         * Handles it.
         *
         * @param visitor who signed in
         */
        void handle(Context ctx, Visitor visitor) throws Exception;
    }

    /** Begins a session; false where the token is wrong. */
    boolean begin(Context ctx, String token) {
        Optional<String> cookie = sessions.signIn(token.strip(), clock.instant());
        cookie.ifPresent(value -> set(ctx, value, (int) Sessions.LIFE.toSeconds()));
        return cookie.isPresent();
    }

    /** Ends the session in this browser. */
    static void end(Context ctx) {
        set(ctx, "", 0);
    }

    /** For pages: who has not signed in is sent there. */
    Handler page(SignedIn handler) {
        return ctx -> {
            Optional<String> csrf = csrf(ctx);
            if (csrf.isPresent()) {
                Principal principal = Principal.admin("admin");
                Caller.set(ctx, principal);
                handler.handle(ctx, new Visitor(principal, csrf.get()));
            } else {
                sendToSignIn(ctx);
            }
        };
    }

    /** For forms: as pages, and the form must be of this session. */
    Handler form(SignedIn handler) {
        return page((ctx, visitor) -> {
            if (Sessions.same(Objects.requireNonNullElse(ctx.formParam("csrf"), ""), visitor.csrf())) {
                handler.handle(ctx, visitor);
            } else {
                sendToSignIn(ctx);
            }
        });
    }

    private Optional<String> csrf(Context ctx) {
        String cookie = ctx.cookie(COOKIE);
        return cookie == null ? Optional.empty() : sessions.csrf(cookie, clock.instant());
    }

    private static void sendToSignIn(Context ctx) {
        if (ctx.header("HX-Request") != null) {
            ctx.header("HX-Redirect", "/sign-in").status(204);
        } else {
            ctx.redirect("/sign-in", HttpStatus.SEE_OTHER);
        }
    }

    private static void set(Context ctx, String value, int maxAgeSeconds) {
        boolean secure = "https".equals(ctx.scheme()) || "https".equals(ctx.header("X-Forwarded-Proto"));
        ctx.cookie(new Cookie(COOKIE, value, "/", maxAgeSeconds, secure, true, null, SameSite.STRICT));
    }
}
