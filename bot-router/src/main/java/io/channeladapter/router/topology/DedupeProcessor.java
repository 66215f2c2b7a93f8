package io.channeladapter.router.topology;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.router.dedupe.Dedupe;
import io.channeladapter.router.observe.RouterMetric;
import io.channeladapter.router.route.Routing;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets each event pass once. It is {@link RouteProcessor} that remembers, once the event has gone somewhere. */
final class DedupeProcessor extends ContextualProcessor<StreamId, Arrival, StreamId, Arrival> {
    private static final Logger LOG = LoggerFactory.getLogger(DedupeProcessor.class);

    private final Shared shared;
    private @Nullable Sightings sightings;

    DedupeProcessor(Shared shared) {
        this.shared = shared;
    }

    @Override
    public void init(ProcessorContext<StreamId, Arrival> context) {
        super.init(context);
        sightings = new Sightings(context);
    }

    @Override
    public void process(Record<StreamId, Arrival> record) {
        Arrival arrival = record.value();
        String name = Routing.eventId(arrival.streamId(), arrival.event());
        Dedupe.Verdict verdict =
                Dedupe.judge(Objects.requireNonNull(sightings).first(name, record.timestamp()), arrival.sighting());
        switch (verdict) {
            case FIRST -> {
                shared.meters().count(RouterMetric.DEDUPE_EVENTS, "first");
                context().forward(record);
            }
            case REPLAYED -> {
                shared.meters().count(RouterMetric.DEDUPE_EVENTS, "replayed");
                context().forward(record);
            }
            case DUPLICATE -> {
                shared.meters().count(RouterMetric.DEDUPE_EVENTS, "duplicate");
                LOG.atDebug()
                        .addKeyValue(LogKeys.STREAMID, arrival.streamId())
                        .addKeyValue(LogKeys.EVENT_ID, name)
                        .addKeyValue(LogKeys.TRACE_ID, Traceparent.traceId(arrival.traceparent()))
                        .log("seen before");
            }
        }
    }
}
