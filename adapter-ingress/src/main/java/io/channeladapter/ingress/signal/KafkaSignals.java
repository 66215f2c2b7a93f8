package io.channeladapter.ingress.signal;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.topic.Topics;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends signals to {@code channel.signals} and forgets them: one that is lost is followed by another. Safe for many threads. */
public final class KafkaSignals implements Consumer<ChannelSignal> {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSignals.class);

    private final Producer<String, byte[]> producer;
    private final Executor threads;

    /**
     * @param producer stays the caller's to close
     * @param threads where a send may wait for the broker
     */
    public KafkaSignals(Producer<String, byte[]> producer, Executor threads) {
        this.producer = producer;
        this.threads = threads;
    }

    @Override
    public void accept(ChannelSignal signal) {
        threads.execute(() -> {
            try {
                var _ = producer.send(new ProducerRecord<>(
                        Topics.SIGNALS.name(), signal.streamId().value(), Json.bytes(signal)));
            } catch (KafkaException e) {
                LOG.atDebug()
                        .setCause(e)
                        .addKeyValue(LogKeys.STREAMID, signal.streamId())
                        .log("signal was lost");
            }
        });
    }
}
