package io.channeladapter.config.page;

import io.channeladapter.config.access.Caller;
import io.channeladapter.config.access.Identity;
import io.channeladapter.config.access.Sessions;
import io.channeladapter.config.access.Tokens;
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
 * from our own pages alone (SameSite=Strict), and each form carries a token of the session besides. Safe for many
 * threads.
 */
public final class SignIn {
    static final Frame NOBODY = new Frame(null, null);

    private final Tokens tokens;
    private final Sessions sessions;
    private final InstantSource clock;

    public SignIn(Tokens tokens, Sessions sessions, InstantSource clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** A handler of a request by someone who signed in. */
    @FunctionalInterface
    interface SignedIn {
        /** Handles it. */
        void handle(Context ctx, Visitor visitor) throws Exception;
    }

    /** Begins a session; false where the token is wrong. */
    boolean begin(Context ctx, String token) {
        Optional<Identity> identity = tokens.of(token.strip());
        identity.ifPresent(known -> set(ctx, sessions.begin(known, clock.instant()), (int) Sessions.LIFE.toSeconds()));
        return identity.isPresent();
    }

    /** Ends the session in this browser. */
    static void end(Context ctx) {
        set(ctx, "", 0);
    }

    /** For pages: who has not signed in is sent there. */
    Handler page(SignedIn handler) {
        return ctx -> {
            Optional<Visitor> visitor = visitor(ctx);
            if (visitor.isPresent()) {
                Caller.set(ctx, visitor.get().principal());
                handler.handle(ctx, visitor.get());
            } else {
                sendToSignIn(ctx);
            }
        };
    }

    /** For forms: as pages, and the form must be of this session. */
    Handler form(SignedIn handler) {
        return page((ctx, visitor) -> {
            var session = new Sessions.Session(visitor.principal(), visitor.csrf());
            if (Sessions.isOf(session, Objects.requireNonNullElse(ctx.formParam("csrf"), ""))) {
                handler.handle(ctx, visitor);
            } else {
                sendToSignIn(ctx);
            }
        });
    }

    private Optional<Visitor> visitor(Context ctx) {
        String cookie = ctx.cookie(cookieName(ctx));
        return cookie == null
                ? Optional.empty()
                : sessions.of(cookie, clock.instant()).map(session -> new Visitor(session.principal(), session.csrf()));
    }

    private static void sendToSignIn(Context ctx) {
        if (ctx.header("HX-Request") != null) {
            ctx.header("HX-Redirect", "/sign-in").status(204);
        } else {
            ctx.redirect("/sign-in", HttpStatus.SEE_OTHER);
        }
    }

    // A browser takes __Host- only from the host itself over https: no other host of the domain can set such a cookie.
    private static String cookieName(Context ctx) {
        return isSecure(ctx) ? "__Host-adapter-session" : "adapter-session";
    }

    private static boolean isSecure(Context ctx) {
        return "https".equals(ctx.scheme()) || "https".equals(ctx.header("X-Forwarded-Proto"));
    }

    private static void set(Context ctx, String value, int maxAgeSeconds) {
        ctx.cookie(new Cookie(cookieName(ctx), value, "/", maxAgeSeconds, isSecure(ctx), true, null, SameSite.STRICT));
    }
}
