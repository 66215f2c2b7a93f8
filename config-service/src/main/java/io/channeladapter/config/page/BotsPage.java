package io.channeladapter.config.page;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.page.Frame.Notice;
import io.channeladapter.config.view.ChannelView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pages of bots: all of them, and one with its channels. */
final class BotsPage {
    private final SignIn signIn;
    private final ChannelPages channelPages;
    private final ChannelChanges changes;
    private final ChannelView view;

    BotsPage(SignIn signIn, ChannelPages channelPages, ChannelChanges changes, ChannelView view) {
        this.signIn = signIn;
        this.channelPages = channelPages;
        this.changes = changes;
        this.view = view;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", signIn.page(this::bots));
        routes.get("/bots", signIn.page(this::named));
        routes.get("/bots/{botId}", signIn.page(this::bot));
        routes.post("/channels", signIn.form(this::create));
        routes.get("/channels", ctx -> ctx.redirect("/", HttpStatus.SEE_OTHER));
    }

    private void bots(Context ctx, Visitor visitor) {
        bots(ctx, visitor, Done.notice(ctx.queryParam("done")), "", "");
    }

    private void bots(Context ctx, Visitor visitor, @Nullable Notice notice, String wanted, String wrong) {
        BotList list = BotList.of(
                view.all(),
                visitor.principal(),
                Objects.requireNonNullElse(ctx.queryParam("q"), "").strip(),
                BotList.page(ctx.queryParam("page")));
        Map<String, Object> model = new HashMap<>();
        model.put("frame", new Frame(visitor, notice));
        model.put("list", list);
        model.put(
                "bots",
                list.bots().stream()
                        .map(bot -> new BotModel(bot.botId().value(), shown(visitor, bot.channels())))
                        .toList());
        model.put("wanted", wanted);
        model.put("wrong", wrong);
        channelPages.render(ctx, "bots.jte", model);
    }

    private void named(Context ctx, Visitor visitor) {
        String name = Objects.requireNonNullElse(ctx.queryParam("botId"), "").strip();
        if (BotId.isValid(name)) {
            ctx.redirect("/bots/" + name, HttpStatus.SEE_OTHER);
            return;
        }
        ctx.status(400);
        Notice notice = new Notice(true, "This cannot be a bot's name", "What it must be stands beside the field.");
        bots(ctx, visitor, notice, name, "2 to 63 lower-case letters, digits and hyphens; no hyphen first.");
    }

    private void bot(Context ctx, Visitor visitor) {
        String name = ctx.pathParam("botId");
        if (!BotId.isValid(name)) {
            channelPages.problem(ctx, visitor, noSuchBot());
            return;
        }
        bot(ctx, visitor, new BotId(name), Done.notice(ctx.queryParam("done")));
    }

    private void bot(Context ctx, Visitor visitor, BotId botId, @Nullable Notice notice) {
        List<Channel> channels = view.all().stream()
                .filter(channel -> channel.botId().equals(botId))
                .sorted(Comparator.comparing(Channel::createdAt))
                .toList();
        boolean mayChange = visitor.principal().changes(botId);
        if (!visitor.principal().sees(botId) || (channels.isEmpty() && !mayChange)) {
            channelPages.problem(ctx, visitor, noSuchBot());
            return;
        }
        Map<String, Object> model = new HashMap<>();
        model.put("frame", new Frame(visitor, notice));
        model.put("bot", new BotModel(botId.value(), shown(visitor, channels)));
        model.put("mayChange", mayChange);
        channelPages.render(ctx, "bot.jte", model);
    }

    private void create(Context ctx, Visitor visitor) throws InterruptedException {
        String botId = Objects.requireNonNullElse(ctx.formParam("botId"), "").strip();
        try {
            Channel channel = changes.create(botId, visitor.principal());
            ChannelPages.done(ctx, channel, "configurations", Done.CREATED);
        } catch (ProblemException e) {
            ctx.status(e.problem().status());
            if (BotId.isValid(botId) && visitor.principal().changes(new BotId(botId))) {
                bot(ctx, visitor, new BotId(botId), Notice.of(e.problem()));
            } else {
                bots(ctx, visitor, Notice.of(e.problem()), botId, "");
            }
        }
    }

    private List<ChannelModel> shown(Visitor visitor, List<Channel> channels) {
        return channels.stream()
                .map(channel -> channelPages.shown(visitor, channel))
                .toList();
    }

    private static Problem noSuchBot() {
        return new Problem(
                404,
                "not-found",
                "There is no such bot",
                "There is no bot of this name, or its channels are not for you to see.");
    }
}
