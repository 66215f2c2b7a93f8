package io.channeladapter.router.topology;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Channels;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.EventType;
import io.channeladapter.common.message.Received;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.router.observe.RouterMetric;
import io.channeladapter.router.read.TwitterEvent;
import io.channeladapter.router.route.Choice;
import io.channeladapter.router.route.LifeSigns;
import io.channeladapter.router.route.Route;
import io.channeladapter.router.route.Routing;
import io.channeladapter.router.route.Signals;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each event where {@link Routing} says, and remembers those that reached the bot or the egress. A dead letter is
 * not remembered: sent again by an operator, or by Twitter, it must not be taken for a duplicate.
 */
final class RouteProcessor extends ContextualProcessor<StreamId, Arrival, Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(RouteProcessor.class);

    /** An echo holds its body and the text of it twice; one of a smaller body need not be measured. */
    private static final int MAY_BE_TOO_LARGE = Outputs.LARGEST_VALUE / 4;

    private final Shared shared;
    private final LifeSigns lifeSigns = new LifeSigns();
    private @Nullable Channels channels;
    private @Nullable Sightings sightings;
    private @Nullable Offers offers;

    RouteProcessor(Shared shared) {
        this.shared = shared;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        channels = new GlobalChannels(context);
        sightings = new Sightings(context);
        offers = new Offers(context);
    }

    @Override
    public void process(Record<StreamId, Arrival> record) {
        Arrival arrival = record.value();
        StreamId streamId = arrival.streamId();
        Optional<Channel> channel = Objects.requireNonNull(channels).find(streamId);
        channel
                .map(c -> Signals.of(c, arrival.event(), arrival.receivedAt(), arrival.isSentAgain()))
                .orElseGet(List::of)
                .stream()
                .filter(lifeSigns::tell)
                .forEach(signal -> context()
                        .forward(
                                Outputs.of(streamId.value(), signal, shared.now(), arrival.traceparent()),
                                RouterTopology.SIGNALS_OUT));
        TwitterEvent event = shared.media().in(arrival.event(), streamId, shared.now());
        if (event instanceof TwitterEvent.Message message && Choice.mayName(message)) {
            Conversation with = new Conversation(streamId, message.from().id());
            event = Choice.in(message, Objects.requireNonNull(offers).before(with, message.id(), record.timestamp()));
        }
        switch (Routing.of(channel, streamId, event, arrival.receivedAt(), arrival.traceparent())) {
            case Route.ToBot(var told) -> {
                var out = Outputs.toBot(told, shared.now());
                if (out.value().value().length > Outputs.LARGEST_VALUE) {
                    dead(arrival, "unreadable-event", "the event is too large for a Kafka record");
                } else if (!shared.topics().exists(told.topic())) {
                    dead(arrival, "bot-topic-missing", "topic " + told.topic() + " does not exist");
                } else {
                    shared.meters().count(RouterMetric.ROUTE_EVENTS, "bot");
                    context().forward(out, RouterTopology.WEBHOOKS_BOTS);
                    tellReceived(told, arrival);
                    remember(record);
                    LOG.atDebug()
                            .addKeyValue(LogKeys.STREAMID, streamId)
                            .addKeyValue(LogKeys.EVENT_ID, told.id())
                            .addKeyValue(LogKeys.TRACE_ID, Traceparent.traceId(arrival.traceparent()))
                            .log("routed to bot");
                }
            }
            case Route.ToEchoes(var echo)
            when arrival.original().webhook().value().length > MAY_BE_TOO_LARGE
                    && Json.bytes(echo).length > Outputs.LARGEST_VALUE ->
                dead(arrival, "unreadable-event", "the event is too large for a Kafka record");
            case Route.ToEchoes(var echo) -> {
                shared.meters().count(RouterMetric.ROUTE_EVENTS, "echo");
                context()
                        .forward(
                                Outputs.of(streamId.value(), echo, shared.now(), arrival.traceparent()),
                                RouterTopology.ECHOES_OUT);
                remember(record);
                Objects.requireNonNull(offers)
                        .end(echo.conversation(), echo.message().id(), record.timestamp());
                LOG.atDebug()
                        .addKeyValue(LogKeys.STREAMID, streamId)
                        .addKeyValue(LogKeys.TRACE_ID, Traceparent.traceId(arrival.traceparent()))
                        .log("routed to echoes");
            }
            case Route.Ended() -> {
                shared.meters().count(RouterMetric.ROUTE_EVENTS, "ended");
                remember(record);
            }
            case Route.ToDeadLetters(var reason, String detail) -> dead(arrival, reason.code(), detail);
        }
    }

    // In the transaction of the event itself: who is told of the message once, is told so by both.
    private void tellReceived(BotEvent told, Arrival arrival) {
        if (told.data() instanceof EventData.Message message && told.type().equals(EventType.MESSAGE_RECEIVED)) {
            Received received =
                    new Received(message.conversation(), message.message().id(), message.sentAt());
            context()
                    .forward(
                            Outputs.of(message.streamid().value(), received, shared.now(), arrival.traceparent()),
                            RouterTopology.RECEIVED_OUT);
        }
    }

    private void remember(Record<StreamId, Arrival> record) {
        Arrival arrival = record.value();
        Objects.requireNonNull(sightings)
                .remember(Routing.eventId(arrival.streamId(), arrival.event()), arrival.sighting(), record.timestamp());
    }

    private void dead(Arrival arrival, String reason, String detail) {
        shared.meters().count(RouterMetric.ROUTE_EVENTS, reason);
        LOG.atDebug()
                .addKeyValue(LogKeys.STREAMID, arrival.streamId())
                .addKeyValue(LogKeys.TRACE_ID, Traceparent.traceId(arrival.traceparent()))
                .addKeyValue(LogKeys.REASON, reason)
                .log("event is a dead letter");
        arrival.original()
                .deadLetter(reason, detail, shared)
                .ifPresent(letter -> context().forward(letter, RouterTopology.WEBHOOKS_DEAD));
    }
}
