package io.channeladapter.config.page;

import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.doctor.Doctor;
import io.channeladapter.config.page.Frame.Notice;
import io.channeladapter.config.picture.Pictures;
import io.channeladapter.config.view.ChannelView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Objects;

/**
 * The pages of channel owners: plain links and forms, so that all works without JavaScript; where that runs, htmx keeps
 * the state on the page fresh. Safe for many threads.
 */
public final class OwnerPages {
    private final SignIn signIn;
    private final AccountPicture picture;
    private final Html html = new Html();
    private final BotsPage bots;
    private final ConfigurationsPage configurations;
    private final AuthorizePage authorize;
    private final HealthPage health;
    private final ExaminePage examine;
    private final SwitchForms switches;
    private final DeletePage delete;
    private final LivePage live;

    public OwnerPages(
            ChannelChanges changes,
            ChannelView view,
            CallbackUrls callbackUrls,
            SignIn signIn,
            Pictures pictures,
            Doctor doctor) {
        this.signIn = signIn;
        ChannelPages pages = new ChannelPages(signIn, changes, view, callbackUrls, html);
        this.picture = new AccountPicture(pages, pictures);
        this.bots = new BotsPage(signIn, pages, changes, view);
        this.configurations = new ConfigurationsPage(pages, changes);
        this.authorize = new AuthorizePage(pages, changes, html);
        this.health = new HealthPage(pages);
        this.examine = new ExaminePage(pages, doctor, html);
        this.switches = new SwitchForms(pages, changes);
        this.delete = new DeletePage(pages, changes);
        this.live = new LivePage(signIn, pages, view);
    }

    /** Adds its routes. */
    public void addTo(RoutesConfig routes) {
        Assets.addTo(routes);
        routes.get("/sign-in", ctx -> html.render(ctx, "sign-in.jte", Map.of("frame", SignIn.NOBODY)));
        routes.post("/sign-in", this::signIn);
        routes.post("/sign-out", signIn.form((ctx, _) -> {
            SignIn.end(ctx);
            ctx.redirect("/sign-in", HttpStatus.SEE_OTHER);
        }));
        bots.addTo(routes);
        configurations.addTo(routes);
        authorize.addTo(routes);
        health.addTo(routes);
        examine.addTo(routes);
        switches.addTo(routes);
        delete.addTo(routes);
        live.addTo(routes);
        picture.addTo(routes);
        // The first tab, also where the address of a form's answer is entered or reloaded.
        routes.get(ChannelPages.PATH, OwnerPages::firstTab);
        routes.get(
                ChannelPages.PATH + "/examine",
                ctx -> ctx.redirect("/channels/" + ctx.pathParam("streamid") + "/health", HttpStatus.SEE_OTHER));
        for (String form : new String[] {"configuration", "authorize", "enable", "disable"}) {
            routes.get(ChannelPages.PATH + "/" + form, OwnerPages::firstTab);
        }
    }

    private static void firstTab(Context ctx) {
        ctx.redirect("/channels/" + ctx.pathParam("streamid") + "/configurations", HttpStatus.SEE_OTHER);
    }

    private void signIn(Context ctx) {
        if (signIn.begin(ctx, Objects.requireNonNullElse(ctx.formParam("token"), ""))) {
            ctx.redirect("/", HttpStatus.SEE_OTHER);
            return;
        }
        ctx.status(401);
        Notice notice = new Notice(true, "Not signed in", "This token is not known here. Ask an admin for one.");
        html.render(ctx, "sign-in.jte", Map.of("frame", new Frame(null, notice)));
    }
}
