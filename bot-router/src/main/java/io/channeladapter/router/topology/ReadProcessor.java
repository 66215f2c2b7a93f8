package io.channeladapter.router.topology;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.router.dedupe.Sighting;
import io.channeladapter.router.observe.RouterMetric;
import io.channeladapter.router.read.EventReader;
import io.channeladapter.router.read.Reading;
import io.channeladapter.router.read.TwitterEvent;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** One webhook in, its events out; what cannot be read is a dead letter. */
final class ReadProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    private final Shared shared;

    ReadProcessor(Shared shared) {
        this.shared = shared;
    }

    @Override
    public void process(Record<byte[], byte[]> webhook) {
        Original original = new Original(webhook, context().recordMetadata());
        Optional<StreamId> streamId = streamId(webhook.key());
        if (streamId.isEmpty() || webhook.value() == null) {
            shared.meters().count(RouterMetric.READ_EVENTS, "unreadable");
            dead(original, "unreadable-record", "a webhook's key is a streamid, and its value the body");
            return;
        }
        Instant receivedAt = receivedAt(webhook);
        String traceparent = Traces.of(webhook, context().recordMetadata());
        Trace.note(LogKeys.STREAMID, streamId.get());
        switch (EventReader.read(webhook.value(), receivedAt)) {
            case Reading.Events(var events, var problems) -> {
                for (int i = 0; i < events.size(); i++) {
                    shared.meters().count(RouterMetric.READ_EVENTS, "read");
                    forward(original, streamId.get(), events.get(i), i, receivedAt, traceparent);
                }
                if (!problems.isEmpty()) {
                    shared.meters().count(RouterMetric.READ_EVENTS, "unreadable");
                    dead(original, "unreadable-event", String.join("; ", problems));
                }
            }
            case Reading.NotJson(String detail) -> {
                shared.meters().count(RouterMetric.READ_EVENTS, "not-json");
                dead(original, "not-json", detail);
            }
            case Reading.Unreadable(String detail) -> {
                shared.meters().count(RouterMetric.READ_EVENTS, "unreadable");
                dead(original, "unreadable-event", detail);
            }
        }
    }

    private void forward(
            Original original,
            StreamId streamId,
            TwitterEvent event,
            int index,
            Instant receivedAt,
            String traceparent) {
        long offset = context().recordMetadata().map(RecordMetadata::offset).orElse(-1L);
        Arrival arrival = new Arrival(streamId, event, new Sighting(offset, index), receivedAt, traceparent, original);
        context().forward(original.webhook().withKey(streamId).withValue(arrival), RouterTopology.DEDUPE);
    }

    private void dead(Original original, String reason, String detail) {
        original.deadLetter(reason, detail, shared)
                .ifPresent(letter -> context().forward(letter, RouterTopology.WEBHOOKS_DEAD));
    }

    private static Instant receivedAt(Record<byte[], byte[]> webhook) {
        try {
            return RecordHeaders.text(webhook.headers(), RecordHeaders.RECEIVED_AT)
                    .map(Instant::parse)
                    .orElseGet(() -> Instant.ofEpochMilli(webhook.timestamp()));
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(webhook.timestamp());
        }
    }

    private static Optional<StreamId> streamId(byte @Nullable [] key) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        return StreamId.isValid(text) ? Optional.of(new StreamId(text)) : Optional.empty();
    }
}
