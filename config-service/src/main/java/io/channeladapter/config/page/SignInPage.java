package io.channeladapter.config.page;

import io.channeladapter.config.access.Clients;
import io.channeladapter.config.access.Gate;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.oidc.OidcSignIn;
import io.channeladapter.config.oidc.Return;
import io.channeladapter.config.page.Frame.Notice;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page where people sign in, by a token or by the identity provider, and the way out. */
final class SignInPage {
    private static final Notice SIGNED_OUT = new Notice(
            false,
            "Signed out",
            "This browser is signed out. An identity provider that signed you in may still know you.");

    private final SignIn signIn;
    private final @Nullable OidcSignIn provider;
    private final Html html;
    private final InstantSource clock;

    SignInPage(SignIn signIn, @Nullable OidcSignIn provider, Html html, InstantSource clock) {
        this.signIn = signIn;
        this.provider = provider;
        this.html = html;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/sign-in", ctx -> show(ctx, null));
        routes.get("/signed-out", ctx -> show(ctx, SIGNED_OUT));
        routes.post("/sign-in", this::byToken);
        routes.post("/sign-out", signIn.form((ctx, _) -> {
            SignIn.end(ctx);
            ctx.redirect("/signed-out", HttpStatus.SEE_OTHER);
        }));
        if (provider != null) {
            routes.get("/sign-in/oidc", ctx -> leave(ctx, provider));
            routes.get("/sign-in/oidc/callback", ctx -> comeBack(ctx, provider));
        }
    }

    private void byToken(Context ctx) throws ProblemException {
        String token = Objects.requireNonNullElse(ctx.formParam("token"), "");
        switch (signIn.begin(ctx, token)) {
            case Gate.Entry.Granted _ -> ctx.redirect("/", HttpStatus.SEE_OTHER);
            case Gate.Entry.Denied _ ->
                refuse(ctx, 401, "Not signed in", "This token is not known here. Ask an admin for one.");
            case Gate.Entry.Slowed slowed -> slowDown(ctx, slowed, "Too many wrong tokens");
        }
    }

    private void leave(Context ctx, OidcSignIn to) {
        Optional<OidcSignIn.Departure> departure = to.leave(ctx.queryParam("choose") != null, clock.instant());
        if (departure.isEmpty()) {
            refuse(
                    ctx,
                    502,
                    "The identity provider cannot be reached",
                    "Try again in a minute. A token works meanwhile, if you have one.");
            return;
        }
        set(ctx, departure.get().cookie(), (int) OidcSignIn.PATIENCE.toSeconds());
        ctx.redirect(departure.get().address().toString(), HttpStatus.SEE_OTHER);
    }

    private void comeBack(Context ctx, OidcSignIn from) throws ProblemException {
        Map<String, String> query = new HashMap<>();
        for (String name : List.of("state", "code", "iss")) {
            Optional.ofNullable(ctx.queryParam(name)).ifPresent(value -> query.put(name, value));
        }
        String cookie = ctx.cookie(cookieName(ctx));
        set(ctx, "", 0);
        Optional<Gate.Entry.Slowed> slowed = signIn.gate().slowed(ctx);
        if (slowed.isPresent()) {
            slowDown(ctx, slowed.get(), "Too many sign-ins failed");
            return;
        }
        switch (from.comeBack(query, cookie, clock.instant())) {
            case Return.Known(var identity) -> {
                signIn.begin(ctx, identity);
                // Redirected on from the provider's page, a browser would not send a SameSite=Strict cookie; from a
                // page of
                // our own it does.
                html.render(ctx, "signed-in.jte", Map.of());
            }
            case Return.WithoutRole(String name) ->
                refuse(
                        ctx,
                        403,
                        "You have no role here yet",
                        "You are signed in at the identity provider as " + name
                                + ", but it gives you no role here. Ask who runs it for adapter:viewer,"
                                + " adapter:owner: and the name of your bot, or adapter:admin; then sign in again.");
            case Return.Refused(String sentence) -> refuse(ctx, 403, "Not signed in", sentence);
            case Return.Unconfirmed(String sentence) -> {
                signIn.gate().unconfirmed(ctx);
                refuse(ctx, 403, "Not signed in", sentence);
            }
        }
    }

    private void slowDown(Context ctx, Gate.Entry.Slowed slowed, String title) {
        ctx.header("Retry-After", String.valueOf(slowed.seconds()));
        refuse(ctx, 429, title, "Nothing was looked at. Wait " + slowed.seconds() + " seconds, then try again.");
    }

    private void refuse(Context ctx, int status, String title, String detail) {
        show(ctx.status(status), new Notice(true, title, detail));
    }

    private void show(Context ctx, @Nullable Notice notice) {
        html.render(ctx, "sign-in.jte", Map.of("frame", new Frame(null, notice), "provider", link(notice)));
    }

    // The provider still knows who signed out here, and would sign the same one in at a click without asking.
    private String link(@Nullable Notice notice) {
        if (provider == null) {
            return "";
        }
        return SIGNED_OUT.equals(notice) ? "/sign-in/oidc?choose" : "/sign-in/oidc";
    }

    private static String cookieName(Context ctx) {
        return Clients.isHttps(ctx) ? "__Host-adapter-oidc" : "adapter-oidc";
    }

    // Lax, for the way back is a link from another site.
    private static void set(Context ctx, String value, int maxAgeSeconds) {
        ctx.cookie(
                new Cookie(cookieName(ctx), value, "/", maxAgeSeconds, Clients.isHttps(ctx), true, null, SameSite.LAX));
    }
}
