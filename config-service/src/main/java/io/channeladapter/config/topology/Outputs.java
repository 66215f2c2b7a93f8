package io.channeladapter.config.topology;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.config.command.Answer;
import io.channeladapter.config.decide.Decision;
import io.channeladapter.config.decide.Folded;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes to the sinks. One thread: the task's. */
final class Outputs {
    private final ProcessorContext<String, byte[]> context;

    Outputs(ProcessorContext<String, byte[]> context) {
        this.context = context;
    }

    /** State (or tombstone) and event of a change, and what it orders. */
    void write(Record<String, byte[]> cause, Decision.Changed change) {
        Channel next = change.next();
        forward(cause, next == null ? null : Json.bytes(next), DecideTopology.STATES_SINK);
        forward(cause, Json.bytes(change.event()), DecideTopology.EVENTS_SINK);
        OutboxCommand order = change.order();
        if (order != null) {
            forward(cause, Json.bytes(order), DecideTopology.OUTBOX_SINK);
        }
    }

    /** State and event of a change of health. */
    void write(Record<String, byte[]> cause, Folded.Changed change) {
        state(cause, change.next());
        forward(cause, Json.bytes(change.event()), DecideTopology.EVENTS_SINK);
    }

    /** State alone. */
    void state(Record<String, byte[]> cause, Channel next) {
        forward(cause, Json.bytes(next), DecideTopology.STATES_SINK);
    }

    void write(Record<String, byte[]> cause, Answer answer) {
        forward(cause, Json.bytes(answer), DecideTopology.ANSWERS_SINK);
    }

    /**
     * Gives the record up.
     *
     * @param value what to keep of it
     */
    void giveUp(Record<String, byte[]> cause, byte @Nullable [] value, String detail) {
        var headers = new RecordHeaders(cause.headers().toArray());
        context.recordMetadata()
                .ifPresent(origin -> new DeadLetter(
                                "unreadable-record",
                                detail,
                                origin.topic(),
                                origin.partition(),
                                origin.offset(),
                                DecideTopology.APPLICATION_ID,
                                Instant.ofEpochMilli(context.currentSystemTimeMs()))
                        .addTo(headers));
        context.forward(new Record<>(cause.key(), value, cause.timestamp(), headers), DecideTopology.DEAD_LETTERS_SINK);
    }

    private void forward(Record<String, byte[]> cause, byte @Nullable [] value, String sink) {
        context.forward(new Record<>(cause.key(), value, cause.timestamp()), sink);
    }
}
