package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.view.ChannelQuery;
import io.channeladapter.config.view.Listed;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what requests for a list carry; whatever is wrong becomes a problem that names it. */
final class ListRequests {
    /** How many entries a page has where the request names no limit. */
    static final int USUAL = 100;

    private static final int LONGEST_TEXT = 200;

    private ListRequests() {}

    /** Which channels are wanted. */
    static ChannelQuery channels(Context ctx) throws ProblemException {
        Optional<String> cursor =
                cursor(ctx, text -> ChannelQuery.isCursor(text) ? Optional.of(text) : Optional.empty());
        return new ChannelQuery(
                Caller.of(ctx)::sees,
                botId(ctx),
                text(ctx),
                constant(ctx, "health", Health.Level.class),
                constant(ctx, "status", ChannelStatus.class),
                cursor.orElse(null),
                limit(ctx, USUAL, ChannelQuery.MOST));
    }

    /** The only bot whose channels are wanted; null for all. */
    static @Nullable BotId botId(Context ctx) throws ProblemException {
        String botId = ctx.queryParam("botId");
        if (botId != null && !BotId.isValid(botId)) {
            throw new ProblemException(Problem.ofField(
                    "botId", "must have 2 to 63 lower-case letters, digits and hyphens, no hyphen first"));
        }
        return botId == null ? null : new BotId(botId);
    }

    /** Where the page before ended; empty for the first page. */
    static <T> Optional<T> cursor(Context ctx, Function<String, Optional<T>> read) throws ProblemException {
        String cursor = ctx.queryParam("cursor");
        if (cursor == null) {
            return Optional.empty();
        }
        Optional<T> place = read.apply(cursor);
        if (place.isEmpty()) {
            throw new ProblemException(Problem.ofField("cursor", "must be next of the page before, as it was"));
        }
        return place;
    }

    /** Which bots are wanted. */
    static ChannelQuery bots(Context ctx) throws ProblemException {
        return new ChannelQuery(
                Caller.of(ctx)::sees,
                null,
                text(ctx),
                null,
                null,
                ctx.queryParam("cursor"),
                limit(ctx, USUAL, ChannelQuery.MOST));
    }

    /** How many entries are wanted. */
    static int limit(Context ctx, int usual, int most) throws ProblemException {
        String text = ctx.queryParam("limit");
        if (text == null) {
            return usual;
        }
        int limit = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > most) {
            throw new ProblemException(Problem.ofField("limit", "must be a number from 1 to " + most));
        }
        return limit;
    }

    /** Adds where the next page begins. */
    static void next(ObjectNode body, Listed<?> page) {
        String next = page.next();
        if (next != null) {
            body.put("next", next);
        }
    }

    private static String text(Context ctx) throws ProblemException {
        String text = Objects.requireNonNullElse(ctx.queryParam("q"), "");
        if (text.length() > LONGEST_TEXT) {
            throw new ProblemException(Problem.ofField("q", "must have at most " + LONGEST_TEXT + " characters"));
        }
        return text;
    }

    private static <E extends Enum<E>> @Nullable E constant(Context ctx, String name, Class<E> type)
            throws ProblemException {
        String text = ctx.queryParam(name);
        if (text == null) {
            return null;
        }
        E[] all = type.getEnumConstants();
        return Arrays.stream(all)
                .filter(each -> wire(each).equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.ofField(
                        name,
                        "must be one of "
                                + Arrays.stream(all).map(ListRequests::wire).collect(Collectors.joining(", ")))));
    }

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
