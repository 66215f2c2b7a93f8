package io.channeladapter.config.watch;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.topic.Topics;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends signals to {@code channel.signals} and forgets them: what one that is lost would have told, the next round finds
 * again. Safe for many threads.
 */
public final class KafkaSignals implements Consumer<ChannelSignal> {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSignals.class);

    private final Producer<String, byte[]> producer;

    /** @param producer stays the caller's to close */
    public KafkaSignals(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    @Override
    public void accept(ChannelSignal signal) {
        try {
            var _ = producer.send(new ProducerRecord<>(
                    Topics.SIGNALS.name(), signal.streamId().value(), Json.bytes(signal)));
        } catch (KafkaException e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue(LogKeys.STREAMID, signal.streamId())
                    .log("a signal was lost");
        }
    }
}
