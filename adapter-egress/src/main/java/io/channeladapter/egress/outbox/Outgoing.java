package io.channeladapter.egress.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.codec.BotEvents;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.Offer;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.common.topic.Topics;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record for a topic, so encoded that it can be written again, byte for byte the same.
 *
 * @param topic where it goes
 * @param key its key
 * @param headers its headers, in order, all of them text
 * @param value its value, JSON; null for a tombstone
 */
public record Outgoing(
        String topic,
        String key,
        SequencedMap<String, String> headers,
        @Nullable String value) {

    /** The record of an event to a bot. */
    public static Outgoing of(BotEvent event) {
        ProducerRecord<String, byte[]> record = BotEvents.toRecord(event);
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return new Outgoing(record.topic(), record.key(), headers, new String(record.value(), UTF_8));
    }

    /** The record of choices that were sent as text. */
    public static Outgoing of(Offer offer) {
        return new Outgoing(
                Topics.OFFERS.name(),
                offer.conversation().streamId().value(),
                new LinkedHashMap<>(),
                new String(Json.bytes(offer), UTF_8));
    }

    /** The record of a signal, which is part of what the thread works for. */
    public static Outgoing of(ChannelSignal signal) {
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        Trace.current().ifPresent(traceparent -> headers.put(RecordHeaders.TRACEPARENT, traceparent));
        return new Outgoing(
                Topics.SIGNALS.name(), signal.streamId().value(), headers, new String(Json.bytes(signal), UTF_8));
    }
}
