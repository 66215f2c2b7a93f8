package io.channeladapter.common.topic;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/**
 * Why a record could not go on: headers of {@code adapter.dead-letters} beside the original key, bytes and headers.
 *
 * @param reason stable code such as {@code unknown-channel}
 * @param detail one sentence for an operator; never a secret or the text of a message
 * @param topic where the record came from
 * @param partition its partition
 * @param offset its offset
 * @param service who gave it up
 * @param at when
 */
public record DeadLetter(
        String reason, String detail, String topic, int partition, long offset, String service, Instant at) {
    public static final String REASON = "dead-letter-reason";
    public static final String DETAIL = "dead-letter-detail";
    public static final String ORIGIN_TOPIC = "dead-letter-topic";
    public static final String ORIGIN_PARTITION = "dead-letter-partition";
    public static final String ORIGIN_OFFSET = "dead-letter-offset";
    public static final String SERVICE = "dead-letter-service";
    public static final String AT = "dead-letter-at";

    /** Adds the reason to the headers of the original record. */
    public void addTo(Headers headers) {
        put(headers, REASON, reason);
        put(headers, DETAIL, detail);
        put(headers, ORIGIN_TOPIC, topic);
        put(headers, ORIGIN_PARTITION, String.valueOf(partition));
        put(headers, ORIGIN_OFFSET, String.valueOf(offset));
        put(headers, SERVICE, service);
        put(headers, AT, at.toString());
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, RecordHeaders.bytes(value));
    }
}
