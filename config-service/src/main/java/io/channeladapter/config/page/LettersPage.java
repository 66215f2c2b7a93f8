package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.http.LetterBytes;
import io.channeladapter.config.letter.Done;
import io.channeladapter.config.letter.LetterFields;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letterbox.Letterbox;
import io.channeladapter.config.letterbox.Opened;
import io.channeladapter.config.log.NotReadException;
import io.channeladapter.config.replay.LetterDesk;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tab of what could not go on, and the page of one of them. */
final class LettersPage {
    /** Where the tab is. */
    static final String PATH = ChannelPages.PATH + "/dead-letters";

    private static final int ON_A_PAGE = 50;

    private final ChannelPages pages;
    private final LetterDesk desk;
    private final InstantSource clock;

    LettersPage(ChannelPages pages, LetterDesk desk, InstantSource clock) {
        this.pages = pages;
        this.desk = desk;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, pages.page(this::letters));
        routes.get(PATH + "/{letter}", pages.page(this::letter));
        routes.get(PATH + "/{letter}/bytes", pages.page(ChannelPages.change(this::bytes)));
    }

    private void letters(Context ctx, Visitor visitor, Channel channel) throws ProblemException, InterruptedException {
        LetterFields fields = fields(
                channel,
                ctx.queryParam("reason"),
                ctx.queryParam("origin"),
                ctx.queryParam("from"),
                ctx.queryParam("to"),
                ctx.queryParam("cursor"));
        Map<String, Object> model = pages.model(visitor, channel, null);
        model.put("search", form(fields));
        if (fields.wrong().isEmpty()) {
            model.put("found", found(fields, visitor, channel));
        } else {
            ctx.status(400);
        }
        pages.render(ctx, "dead-letters.jte", model);
    }

    private LettersFoundModel found(LetterFields fields, Visitor visitor, Channel channel)
            throws ProblemException, InterruptedException {
        try {
            Letterbox.Found found = desk.letterbox()
                    .find(
                            fields.search(clock.instant(), ON_A_PAGE),
                            letter -> desk.access().sees(visitor.principal(), letter));
            Map<LetterId, Done> done =
                    found.letters().isEmpty() ? Map.of() : desk.replay().done(channel);
            return new LettersFoundModel(
                    found.letters().stream()
                            .map(letter -> LetterModel.of(letter, done.get(letter.id())))
                            .toList(),
                    Objects.requireNonNullElse(found.next(), ""),
                    Words.time(found.from()),
                    Optional.ofNullable(found.to()).map(Words::time).orElse("now"),
                    found.whole());
        } catch (NotReadException e) {
            throw new ProblemException(Problem.notRead(e));
        }
    }

    private void letter(Context ctx, Visitor visitor, Channel channel) throws ProblemException, InterruptedException {
        Opened opened = seen(ctx, visitor, channel);
        Map<String, Object> model = pages.model(visitor, channel, null);
        try {
            Done done = desk.replay().done(channel).get(opened.letter().id());
            model.put("letter", LetterModel.of(opened.letter(), done));
        } catch (NotReadException e) {
            throw new ProblemException(Problem.notRead(e));
        }
        if (desk.access().reads(visitor.principal(), opened.letter())) {
            model.put("opened", OpenedModel.of(opened));
        }
        pages.render(ctx, "dead-letter.jte", model);
    }

    private void bytes(Context ctx, Visitor visitor, Channel channel) throws ProblemException, InterruptedException {
        Opened opened = seen(ctx, visitor, channel);
        LetterBytes.answer(ctx, desk.atHand().readable(opened.letter().id().toString(), visitor.principal()));
    }

    private Opened seen(Context ctx, Visitor visitor, Channel channel) throws ProblemException, InterruptedException {
        Opened opened = desk.atHand().seen(ctx.pathParam("letter"), visitor.principal());
        if (!opened.letter().streamId().equals(Optional.of(channel.streamId()))) {
            throw new ProblemException(Problem.noLetter("of this name among those of this channel"));
        }
        return opened;
    }

    /** What was entered, for letters of this channel alone. */
    static LetterFields fields(
            Channel channel,
            @Nullable String reason,
            @Nullable String origin,
            @Nullable String from,
            @Nullable String to,
            @Nullable String cursor) {
        return new LetterFields(channel.streamId().value(), reason, origin, null, from, to, cursor);
    }

    /** The form as it was filled in. */
    static LetterSearchModel form(LetterFields fields) {
        return new LetterSearchModel(
                entered(fields.reason()),
                entered(fields.origin()),
                entered(fields.from()),
                entered(fields.to()),
                fields.wrong());
    }

    private static String entered(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }
}
