package io.channeladapter.config.page;

import io.channeladapter.config.access.Caller;
import io.channeladapter.config.access.Clients;
import io.channeladapter.config.access.Gate;
import io.channeladapter.config.access.Identity;
import io.channeladapter.config.access.Origin;
import io.channeladapter.config.access.Sessions;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
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

    private final Gate gate;
    private final Sessions sessions;
    private final InstantSource clock;

    public SignIn(Gate gate, Sessions sessions, InstantSource clock) {
        this.gate = gate;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** A handler of a request by someone who signed in. */
    @FunctionalInterface
    interface SignedIn {
        /** Handles it. */
        void handle(Context ctx, Visitor visitor) throws Exception;
    }

    /** Looks at a token, and begins a session where it is in force. */
    Gate.Entry begin(Context ctx, String token) throws ProblemException {
        requireOurPage(ctx);
        Gate.Entry entry = gate.enter(ctx, token.strip());
        if (entry instanceof Gate.Entry.Granted(Identity identity)) {
            begin(ctx, identity);
        }
        return entry;
    }

    /** Begins a session of someone who is known. */
    void begin(Context ctx, Identity identity) throws ProblemException {
        String cookie = sessions.begin(identity, clock.instant());
        if (cookie.length() > Sessions.LONGEST_COOKIE) {
            throw new ProblemException(new Problem(
                    403,
                    "too-many-bots",
                    "You have more bots than a session holds",
                    "The identity provider names " + identity.principal().bots().size()
                            + " bots. Ask who runs it for fewer, for adapter:viewer or adapter:admin, or sign in with a"
                            + " token, which may have any number."));
        }
        gate.signedIn(ctx, identity);
        set(ctx, cookie, (int) Sessions.life(identity.source()).toSeconds());
    }

    /** Where tokens and returns from the identity provider are counted. */
    Gate gate() {
        return gate;
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
            requireOurPage(ctx);
            var session = new Sessions.Session(visitor.principal(), visitor.csrf());
            if (Sessions.isOf(session, Objects.requireNonNullElse(ctx.formParam("csrf"), ""))) {
                handler.handle(ctx, visitor);
            } else {
                throw new ProblemException(notOurs());
            }
        });
    }

    private static void requireOurPage(Context ctx) throws ProblemException {
        if (!Origin.isOurs(
                ctx.header("Sec-Fetch-Site"),
                ctx.header("Origin"),
                ctx.header("Host"),
                ctx.header("X-Forwarded-Host"))) {
            throw new ProblemException(notOurs());
        }
    }

    private static Problem notOurs() {
        return new Problem(
                403,
                "form-not-ours",
                "This form is not of your session",
                "Nothing was done. The form is from before you signed in, or another site sent it. Open the page anew"
                        + " and repeat what you did.");
    }

    /** Who makes the request; empty where no one is signed in. */
    Optional<Visitor> visitor(Context ctx) {
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
        return Clients.isHttps(ctx) ? "__Host-adapter-session" : "adapter-session";
    }

    private static void set(Context ctx, String value, int maxAgeSeconds) {
        ctx.cookie(new Cookie(
                cookieName(ctx), value, "/", maxAgeSeconds, Clients.isHttps(ctx), true, null, SameSite.STRICT));
    }
}
