package io.channeladapter.config.page;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.page.Frame.Notice;
import io.channeladapter.config.view.ChannelQuery;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.Listed;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages of bots: all of them, and one with its channels. */
final class BotsPage {
    private static final int CHANNELS_OF_A_PAGE = 50;

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
        String search = Objects.requireNonNullElse(ctx.queryParam("q"), "").strip();
        String after = ctx.queryParam("after");
        boolean further = after != null && ChannelQuery.isCursor(after);
        Listed<Channel> found = view.page(new ChannelQuery(
                visitor.principal()::sees,
                null,
                search.startsWith("@") ? search.substring(1) : search,
                null,
                null,
                further ? after : null,
                CHANNELS_OF_A_PAGE));
        Map<String, Object> model = new HashMap<>();
        model.put("frame", new Frame(visitor, notice));
        model.put("list", new BotsModel(byBot(visitor, found.entries()), search, !further, found.next()));
        model.put("wanted", wanted);
        model.put("wrong", wrong);
        channelPages.render(ctx, "bots.jte", model);
    }

    // They come in the order of their bots.
    private List<BotModel> byBot(Visitor visitor, List<Channel> channels) {
        Map<BotId, List<Channel>> byBot = channels.stream()
                .collect(Collectors.groupingBy(Channel::botId, LinkedHashMap::new, Collectors.toList()));
        return byBot.entrySet().stream()
                .map(bot -> new BotModel(bot.getKey().value(), shown(visitor, bot.getValue())))
                .toList();
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
        List<Channel> channels = view.page(
                        new ChannelQuery(visitor.principal()::sees, botId, "", null, null, null, ChannelQuery.MOST))
                .entries();
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
