package io.channeladapter.config.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.doctor.Examination;
import io.channeladapter.config.doctor.Examination.Finding;
import io.channeladapter.config.doctor.Examinations;
import io.channeladapter.config.doctor.Examinations.Examined;
import io.channeladapter.config.doctor.Watcher;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** The examination of a channel over REST: for everyone who sees the channel, since it changes nothing; for viewers once a minute. */
public final class ExaminationApi {
    private final ChannelChanges changes;
    private final Examinations examinations;

    public ExaminationApi(ChannelChanges changes, Examinations examinations) {
        this.changes = changes;
        this.examinations = examinations;
    }

    /** Adds its route; the filter of {@code /api/*} guards it. */
    public void addTo(RoutesConfig routes) {
        routes.post("/api/channels/{streamid}/examination", this::examine);
    }

    private void examine(Context ctx) throws Exception {
        Channel channel = changes.find(Requests.streamId(ctx), Caller.of(ctx));
        boolean mayChange = Caller.of(ctx).changes(channel.botId());
        Examined examined = examinations.examine(channel, mayChange, Watcher.NONE);
        Examination examination = examined.examination();
        ObjectNode body =
                Json.object().put("examinedAt", examined.at().toString()).put("healthy", examination.healthy());
        Optional<Finding> first = examination.first();
        body.put("first", first.map(Finding::detail).orElse(null));
        ArrayNode steps = body.putArray("steps");
        examination
                .findings()
                .forEach(finding -> steps.addObject()
                        .put("step", finding.check().wire())
                        .put("title", finding.check().title())
                        .put("result", finding.result().wire())
                        .put("detail", finding.detail())
                        .put("millis", finding.millis()));
        Responses.json(ctx, 200, body);
    }
}
