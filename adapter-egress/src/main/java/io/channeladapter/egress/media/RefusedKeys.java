package io.channeladapter.egress.media;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the config-service that Twitter refused a channel's keys, of one channel once in ten minutes; where that is
 * lost, it is noticed again. Safe for many threads.
 */
public final class RefusedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedKeys.class);
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final Producer<String, byte[]> producer;
    private final InstantSource clock;
    private final Map<StreamId, Instant> told = new ConcurrentHashMap<>();

    /** @param producer stays the caller's to close */
    public RefusedKeys(Producer<String, byte[]> producer, InstantSource clock) {
        this.producer = producer;
        this.clock = clock;
    }

    void tell(StreamId streamId) {
        Instant now = clock.instant();
        told.values().removeIf(before -> !before.plus(AGAIN).isAfter(now));
        if (told.putIfAbsent(streamId, now) != null) {
            return;
        }
        ChannelSignal signal = new ChannelSignal(
                streamId,
                ChannelSignal.Kind.CREDENTIALS_REFUSED,
                "adapter-egress",
                now,
                "Twitter refused the channel's keys or tokens when a bot asked for a photo.",
                null,
                null);
        try {
            var _ = producer.send(new ProducerRecord<>(Topics.SIGNALS.name(), streamId.value(), Json.bytes(signal)));
        } catch (KafkaException e) {
            LOG.atDebug().setCause(e).addKeyValue(LogKeys.STREAMID, streamId).log("signal was lost");
        }
    }
}
