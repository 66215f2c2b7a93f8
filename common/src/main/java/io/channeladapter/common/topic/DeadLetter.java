package io.channeladapter.common.topic;

import java.time.Instant;
import java.util.regex.Pattern;
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

    /**
     * Names the dead letter whose webhook was sent again, as its partition, a hyphen and its offset: in the HTTP request
     * and in the record that the ingress makes of it. What fails again is known by it.
     */
    public static final String REPLAY_OF = "replay-of";

    /** What {@link #REPLAY_OF} looks like. */
    public static final Pattern ID = Pattern.compile("[0-9]{1,6}-[0-9]{1,18}");

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
