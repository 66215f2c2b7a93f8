package io.channeladapter.router.topology;

import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.Offer;
import io.channeladapter.router.observe.RouterMetric;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Remembers the choices that a person was sent as numbered text, for {@link RouteProcessor}. */
final class OfferProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    private final Shared shared;
    private @Nullable Offers offers;

    OfferProcessor(Shared shared) {
        this.shared = shared;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        offers = new Offers(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<Offer> offer = record.value() == null ? Optional.empty() : Json.read(record.value(), Offer.class);
        if (offer.isPresent()) {
            shared.meters().count(RouterMetric.OFFER_OFFERS, "remembered");
            Objects.requireNonNull(offers).remember(offer.get(), record.timestamp());
        } else {
            shared.meters().count(RouterMetric.OFFER_OFFERS, "unreadable-record");
            context()
                    .forward(
                            Outputs.deadLetter(
                                    record,
                                    context().recordMetadata(),
                                    "unreadable-record",
                                    "a record of twitter.offers is an offer in JSON",
                                    shared.now()),
                            RouterTopology.WEBHOOKS_DEAD);
        }
    }
}
