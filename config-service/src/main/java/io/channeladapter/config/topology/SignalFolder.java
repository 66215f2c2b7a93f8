package io.channeladapter.config.topology;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.config.decide.FoldSignal;
import io.channeladapter.config.decide.Folded;
import io.channeladapter.config.observe.ConfigMetric;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds each signal into its channel's health. One thread: the task's. */
final class SignalFolder implements Processor<String, byte[], String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(SignalFolder.class);

    private final MeterRegistry metrics;
    private KeyValueStore<String, StoredChannel> channels;
    private Outputs outputs;

    @SuppressWarnings("NullAway") // Kafka Streams calls init before all else
    SignalFolder(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        channels = context.getStateStore(DecideTopology.CHANNELS);
        outputs = new Outputs(context);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Optional<ChannelSignal> read = Optional.ofNullable(record.value())
                .flatMap(bytes -> Json.read(bytes, ChannelSignal.class))
                .filter(signal -> signal.streamId().value().equals(record.key()));
        if (read.isEmpty()) {
            LOG.atError().log("record is no signal, given up");
            outputs.giveUp(record, record.value(), "not a signal in JSON under its streamid");
            ConfigMetric.SIGNALS.count(metrics, "unreadable");
            return;
        }
        StoredChannel stored = Optional.ofNullable(channels.get(record.key())).orElse(StoredChannel.NONE);
        switch (FoldSignal.fold(stored.channel(), read.get())) {
            case Folded.Changed changed -> {
                channels.put(record.key(), stored.with(changed.next()));
                outputs.write(record, changed);
                ConfigMetric.SIGNALS.count(metrics, "changed");
                Health health = changed.next().health();
                LOG.atWarn()
                        .addKeyValue(LogKeys.STREAMID, record.key())
                        .addKeyValue(LogKeys.STATE, health.level())
                        .addKeyValue(LogKeys.REASON, health.cause())
                        .addKeyValue(LogKeys.OUTCOME, changed.event().type().wire())
                        .log("something was noticed of a channel");
            }
            case Folded.Noted(Channel next) -> {
                channels.put(record.key(), stored.with(next));
                outputs.state(record, next);
                ConfigMetric.SIGNALS.count(metrics, "noted");
            }
            case Folded.Unchanged _ -> ConfigMetric.SIGNALS.count(metrics, "unchanged");
        }
    }
}
