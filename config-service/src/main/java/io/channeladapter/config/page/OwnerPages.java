package io.channeladapter.config.page;

import io.channeladapter.config.activity.Activity;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.doctor.Examinations;
import io.channeladapter.config.history.History;
import io.channeladapter.config.oidc.OidcSignIn;
import io.channeladapter.config.page.Frame.Notice;
import io.channeladapter.config.picture.Pictures;
import io.channeladapter.config.replay.LetterDesk;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.OutboxView;
import io.channeladapter.config.view.WaitingChannels;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages of channel owners: plain links and forms, so that all works without JavaScript; where that runs, htmx keeps
 * the state on the page fresh. Safe for many threads.
 */
public final class OwnerPages {
    private final SignIn signIn;
    private final AccountPicture picture;
    private final Html html = new Html();
    private final SignInPage signInPage;
    private final BotsPage bots;
    private final ConfigurationsPage configurations;
    private final AuthorizePage authorize;
    private final HealthPage health;
    private final ExaminePage examine;
    private final ActivityPage activities;
    private final OutboxPage outbox;
    private final OutboxesPage outboxes;
    private final LettersPage letters;
    private final ReplayPage replays;
    private final HistoryPage histories;
    private final SwitchForms switches;
    private final DeletePage delete;
    private final LivePage live;

    /** @param provider where people may sign in besides; null for nowhere */
    public OwnerPages(
            ChannelChanges changes,
            ChannelView view,
            OutboxView outboxes,
            History history,
            Activity activity,
            LetterDesk desk,
            CallbackUrls callbackUrls,
            SignIn signIn,
            Pictures pictures,
            Examinations examinations,
            @Nullable OidcSignIn provider,
            InstantSource clock) {
        this.signIn = signIn;
        this.signInPage = new SignInPage(signIn, provider, html, clock);
        ChannelPages pages = new ChannelPages(signIn, changes, view, outboxes, callbackUrls, html);
        this.picture = new AccountPicture(pages, pictures);
        this.bots = new BotsPage(signIn, pages, changes, view);
        this.configurations = new ConfigurationsPage(pages, changes);
        this.authorize = new AuthorizePage(pages, changes, pictures, html);
        this.health = new HealthPage(pages);
        this.examine = new ExaminePage(pages, examinations, html);
        this.activities = new ActivityPage(pages, activity, clock);
        this.outboxes = new OutboxesPage(signIn, pages, new WaitingChannels(view, outboxes), outboxes, clock);
        this.outbox = new OutboxPage(pages, changes, outboxes, clock);
        this.letters = new LettersPage(pages, desk, clock);
        this.replays = new ReplayPage(pages, desk, clock);
        this.histories = new HistoryPage(pages, history);
        this.switches = new SwitchForms(pages, changes);
        this.delete = new DeletePage(pages, changes);
        this.live = new LivePage(signIn, pages, view);
    }

    /** Adds its routes. */
    public void addTo(RoutesConfig routes) {
        Assets.addTo(routes);
        signInPage.addTo(routes);
        bots.addTo(routes);
        configurations.addTo(routes);
        authorize.addTo(routes);
        health.addTo(routes);
        examine.addTo(routes);
        activities.addTo(routes);
        outbox.addTo(routes);
        outboxes.addTo(routes);
        replays.addTo(routes);
        letters.addTo(routes);
        histories.addTo(routes);
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

    /** Tells a person what went wrong where no page of its own does. */
    public void problem(Context ctx, Problem problem) {
        ctx.status(problem.status());
        Frame frame = new Frame(signIn.visitor(ctx).orElse(null), Notice.of(problem));
        html.render(ctx, "problem.jte", Map.of("frame", frame, "back", ""));
    }
}
