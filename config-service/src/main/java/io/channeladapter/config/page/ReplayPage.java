package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.letter.LetterFields;
import io.channeladapter.config.letter.LetterSearch;
import io.channeladapter.config.letter.Turn;
import io.channeladapter.config.letterbox.Opened;
import io.channeladapter.config.replay.LetterDesk;
import io.channeladapter.config.replay.Replay;
import io.channeladapter.config.replay.Replayed;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends dead letters again: first shows what would become of each, and does it only when that is confirmed. */
final class ReplayPage {
    private final ChannelPages pages;
    private final LetterDesk desk;
    private final InstantSource clock;

    ReplayPage(ChannelPages pages, LetterDesk desk, InstantSource clock) {
        this.pages = pages;
        this.desk = desk;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.post(LettersPage.PATH + "/replay", pages.form(ChannelPages.change(this::replay)));
        // Where the address of the answer is entered or loaded anew.
        routes.get(
                LettersPage.PATH + "/replay",
                ctx -> ctx.redirect("/channels/" + ctx.pathParam("streamid") + "/dead-letters", HttpStatus.SEE_OTHER));
    }

    private void replay(Context ctx, Visitor visitor, Channel channel) throws Exception {
        boolean again = "yes".equals(ctx.formParam("again"));
        boolean go = "yes".equals(ctx.formParam("go"));
        String letter = Objects.requireNonNullElse(ctx.formParam("letter"), "");
        String after = Objects.requireNonNullElse(ctx.formParam("after"), "");
        LetterFields fields = LettersPage.fields(
                channel,
                ctx.formParam("reason"),
                ctx.formParam("origin"),
                ctx.formParam("from"),
                ctx.formParam("to"),
                null);
        if (!fields.wrong().isEmpty()) {
            throw new ProblemException(Problem.ofFields(fields.wrong().entrySet().stream()
                    .map(field -> new Problem.FieldError(field.getKey(), field.getValue()))
                    .toList()));
        }
        Replay.Wish wish = new Replay.Wish(!go, again, visitor.principal());
        Replayed replayed = letter.isEmpty()
                ? desk.replay().many(channel, fields.search(clock.instant(), LetterSearch.MOST), turn(after), wish)
                : one(letter, channel, wish);
        Map<String, Object> model = pages.model(visitor, channel, null);
        model.put("search", LettersPage.form(fields));
        model.put("letter", letter);
        model.put("after", after);
        model.put("again", again);
        model.put("replay", ReplayModel.of(replayed));
        pages.render(ctx, "replay.jte", model);
    }

    private static @Nullable Turn turn(String after) throws ProblemException {
        return after.isEmpty()
                ? null
                : Turn.read(after).orElseThrow(() -> new ProblemException(Problem.ofField("after", Turn.EXPECTED)));
    }

    private Replayed one(String name, Channel channel, Replay.Wish wish) throws ProblemException, InterruptedException {
        Opened opened = desk.atHand().readable(name, wish.who());
        if (!opened.letter().streamId().equals(Optional.of(channel.streamId()))) {
            throw new ProblemException(Problem.noLetter("of this name among those of this channel"));
        }
        return desk.replay().one(Optional.of(channel), opened, wish);
    }
}
