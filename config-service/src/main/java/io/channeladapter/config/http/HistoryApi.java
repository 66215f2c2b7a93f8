package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.history.History;
import io.channeladapter.config.log.NotReadException;
import io.channeladapter.config.view.ChannelView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/channels/{streamid}/history}: what was done to a channel. Admins see that of a deleted one too. Safe for
 * many threads.
 */
final class HistoryApi {
    private static final int USUAL = 50;

    private final ChannelView view;
    private final History history;

    HistoryApi(ChannelView view, History history) {
        this.view = view;
        this.history = history;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/channels/{streamid}/history", this::history);
    }

    private void history(Context ctx) throws ProblemException, InterruptedException {
        StreamId streamId = Requests.streamId(ctx);
        Principal who = Caller.of(ctx);
        Optional<Channel> channel = view.find(streamId).filter(found -> who.sees(found.botId()));
        if (channel.isEmpty() && !who.isAdmin()) {
            throw new ProblemException(Problem.notFound(streamId.value()));
        }
        Long before = before(ctx);
        int limit = ListRequests.limit(ctx, USUAL, History.MOST);
        try {
            History.Page page =
                    history.page(streamId, channel.map(Channel::createdAt).orElse(Instant.EPOCH), before, limit);
            if (channel.isEmpty() && page.changes().isEmpty() && before == null) {
                throw new ProblemException(Problem.notFound(streamId.value()));
            }
            Responses.json(ctx, 200, body(page));
        } catch (NotReadException e) {
            throw new ProblemException(Problem.notRead(e));
        }
    }

    private static ObjectNode body(History.Page page) {
        ObjectNode body = Json.object();
        body.putPOJO("changes", page.changes());
        Long next = page.next();
        if (next != null) {
            body.put("next", next.toString());
        }
        return body.put("whole", page.whole());
    }

    private static @Nullable Long before(Context ctx) throws ProblemException {
        String text = ctx.queryParam("cursor");
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new ProblemException(Problem.ofField("cursor", "must be next of the page before, as it was"));
        }
        return Long.valueOf(text);
    }
}
