package io.channeladapter.router.topology;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.router.dedupe.Dedupe;
import io.channeladapter.router.dedupe.Sighting;
import io.channeladapter.router.observe.RouterMetric;
import io.channeladapter.router.route.Routing;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets each event pass once. It is {@link RouteProcessor} that remembers, once the event has gone somewhere. */
final class DedupeProcessor extends ContextualProcessor<StreamId, Arrival, StreamId, Arrival> {
    private static final Logger LOG = LoggerFactory.getLogger(DedupeProcessor.class);
    private static final long REMEMBERED = Dedupe.REMEMBERED.toMillis();

    private final Shared shared;

    DedupeProcessor(Shared shared) {
        this.shared = shared;
    }

    @Override
    public void process(Record<StreamId, Arrival> record) {
        Arrival arrival = record.value();
        String name = Routing.eventId(arrival.streamId(), arrival.event());
        Dedupe.Verdict verdict = Dedupe.judge(firstSight(name, record.timestamp()), arrival.sighting());
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

    // Several instances of the ingress stamp the records, so an earlier record may carry a slightly later time.
    private Optional<Sighting> firstSight(String name, long now) {
        try (WindowStoreIterator<String> sights =
                store().fetch(name, Math.max(0, now - REMEMBERED), now + REMEMBERED)) {
            return sights.hasNext() ? Sighting.read(sights.next().value) : Optional.empty();
        }
    }

    private WindowStore<String, String> store() {
        return context().getStateStore(RouterTopology.SIGHTINGS_STORE);
    }
}
