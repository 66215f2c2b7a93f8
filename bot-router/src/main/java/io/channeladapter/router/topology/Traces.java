package io.channeladapter.router.topology;

import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.topic.RecordHeaders;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The trace context that goes on with what a record brought. */
final class Traces {
    private Traces() {}

    /**
     * What the thread works for, else what the record brought, else a new one: the same whenever that record is read
     * again.
     *
     * @param brought by the record, in its headers or elsewhere; null for none
     */
    static String of(@Nullable String brought, Record<?, ?> record, Optional<RecordMetadata> position) {
        return Trace.continuing(brought).orElseGet(() -> Traceparent.named(place(position) + "@" + record.timestamp()));
    }

    /** As {@link #of(String, Record, Optional)}, of what stands in the record's headers. */
    static String of(Record<?, ?> record, Optional<RecordMetadata> position) {
        return of(RecordHeaders.traceparent(record.headers()).orElse(null), record, position);
    }

    /** Headers of a record of our own. */
    static Headers headers(@Nullable String traceparent) {
        return RecordHeaders.trace(new org.apache.kafka.common.header.internals.RecordHeaders(), traceparent);
    }

    /** A copy of a record's headers, which brings a trace context even where none came. */
    static Headers copy(Record<?, ?> record, Optional<RecordMetadata> position) {
        return RecordHeaders.trace(
                new org.apache.kafka.common.header.internals.RecordHeaders(
                        record.headers().toArray()),
                of(record, position));
    }

    private static String place(Optional<RecordMetadata> position) {
        return position.map(at -> at.topic() + "-" + at.partition() + "-" + at.offset())
                .orElse("");
    }
}
