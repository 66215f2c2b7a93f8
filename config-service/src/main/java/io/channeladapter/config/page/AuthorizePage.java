package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.config.authorize.Consent;
import io.channeladapter.config.authorize.Progress;
import io.channeladapter.config.authorize.Report;
import io.channeladapter.config.authorize.StepResult;
import io.channeladapter.config.authorize.StepResult.Step;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.page.Frame.Notice;
import io.channeladapter.config.page.Html.Parts;
import io.channeladapter.config.picture.Pictures;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Connects a channel, and shows each step while it is taken: the answer to the form is one page that grows. */
final class AuthorizePage {
    private final ChannelPages pages;
    private final ChannelChanges changes;
    private final Pictures pictures;
    private final Html html;

    AuthorizePage(ChannelPages pages, ChannelChanges changes, Pictures pictures, Html html) {
        this.pages = pages;
        this.changes = changes;
        this.pictures = pictures;
        this.html = html;
    }

    void addTo(RoutesConfig routes) {
        routes.post(ChannelPages.PATH + "/authorize", pages.form(ChannelPages.change(this::authorize)));
    }

    private void authorize(Context ctx, Visitor visitor, Channel before)
            throws ProblemException, InterruptedException, IOException {
        // What forbids it from the start is answered as such; once the page has begun, its status is told.
        Channel channel = changes.seen(before.streamId(), ChannelPages.version(ctx), visitor.principal());
        Consent consent = new Consent(ctx.formParam("replaceWebhook"), ctx.formParam("changeAccount"));
        AtomicReference<Ended> ended = new AtomicReference<>();
        html.stream(ctx, "authorize.jte", flowing -> {
            Map<String, Object> model = pages.model(visitor, channel, null);
            model.put("steps", flowing.apply(parts -> ended.set(run(visitor, channel, consent, parts))));
            model.put("end", flowing.apply(parts -> end(visitor, channel, consent, ended.get(), parts)));
            return model;
        });
    }

    /** How it ended: with a report, or with what kept it from one. */
    private record Ended(@Nullable Report report, Notice notice) {}

    private Ended run(Visitor visitor, Channel channel, Consent consent, Parts parts) {
        try {
            Report report = changes.authorize(
                    channel.streamId(),
                    channel.version(),
                    consent,
                    told(visitor, channel, consent, parts),
                    visitor.principal());
            return new Ended(
                    report,
                    report.connected() == null
                            ? new Notice(true, "Not authorized", "A step failed; it says why and what to do.")
                            : new Notice(false, "Authorized", "The account is connected. " + next(channel)));
        } catch (ProblemException e) {
            return new Ended(null, Notice.of(e.problem()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(null, new Notice(true, "Not authorized", "The service is stopping. Authorize again."));
        }
    }

    private Progress told(Visitor visitor, Channel channel, Consent consent, Parts parts) {
        return new Progress() {
            @Override
            public void began(Step step) {
                parts.write("step-begun.jte", Map.of("title", step.title()));
            }

            @Override
            public void ended(StepResult step) {
                Map<String, Object> model = pages.model(visitor, channel, null);
                model.put("step", step);
                model.put("changeAccount", Objects.requireNonNullElse(consent.changeAccount(), ""));
                model.put("picture", picture(step.account()));
                parts.write("step-ended.jte", model);
            }
        };
    }

    // In the page itself: before the account is recorded, no address of ours knows whose picture is meant.
    private String picture(@Nullable TwitterAccount account) {
        return pictures.of(account == null ? null : account.pictureUrl())
                .map(found -> "data:" + found.type() + ";base64,"
                        + Base64.getEncoder().encodeToString(found.bytes()))
                .orElse("");
    }

    private void end(Visitor visitor, Channel before, Consent consent, Ended ended, Parts parts) {
        Channel after;
        try {
            after = changes.find(before.streamId(), visitor.principal());
        } catch (ProblemException e) {
            after = before;
        }
        Map<String, Object> model = pages.model(visitor, after, ended.notice());
        model.put("notes", ended.report() == null ? List.of() : ended.report().notes());
        model.put("changeAccount", Objects.requireNonNullElse(consent.changeAccount(), ""));
        parts.write("authorize-end.jte", model);
    }

    // What authorizing again left as it was needs no more clicks.
    private static String next(Channel before) {
        return before.status() == ChannelStatus.ENABLED ? "Messages flow." : "Enable the channel next.";
    }
}
