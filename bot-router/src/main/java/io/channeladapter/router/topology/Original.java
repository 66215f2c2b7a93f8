package io.channeladapter.router.topology;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A webhook as it came, and the reasons for which it is a dead letter already. One for each time that a record is
 * processed: after a transaction that was given up, its dead letters are made anew. One thread.
 */
final class Original {
    private final Record<byte[], byte[]> webhook;
    private final Optional<RecordMetadata> position;
    private final Set<String> reasons = new HashSet<>();

    Original(Record<byte[], byte[]> webhook, Optional<RecordMetadata> position) {
        this.webhook = webhook;
        this.position = position;
    }

    /** The record. */
    Record<byte[], byte[]> webhook() {
        return webhook;
    }

    /**
     * The dead letter; empty where there is one for this reason. It holds the whole body, so one is enough for all events
     * with the same trouble, and a thousand would not fit into a transaction.
     */
    Optional<Record<byte[], byte[]>> deadLetter(String reason, String detail, Shared shared) {
        return reasons.add(reason)
                ? Optional.of(Outputs.deadLetter(webhook, position, reason, detail, shared.now()))
                : Optional.empty();
    }
}
