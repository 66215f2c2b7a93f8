package io.channeladapter.config.topology;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.config.command.Answer;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.decide.Decide;
import io.channeladapter.config.decide.Decision;
import io.channeladapter.config.observe.ConfigMetric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides on each command once, and answers it as often as it comes. One thread: the task's. */
final class CommandDecider implements Processor<String, byte[], String, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(CommandDecider.class);
    private static final byte[] NOTHING = new byte[0];
    /** As long as a command can come again, since that is how long its topic keeps it; and an hour. */
    private static final Duration REMEMBER_DELETED = Duration.ofHours(25);

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final MeterRegistry metrics;
    private final Duration beat;
    private KeyValueStore<String, StoredChannel> channels;
    private Outputs outputs;

    @SuppressWarnings("NullAway") // Kafka Streams calls init before all else
    CommandDecider(MeterRegistry metrics, Duration beat) {
        this.metrics = metrics;
        this.beat = beat;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        channels = context.getStateStore(DecideTopology.CHANNELS);
        outputs = new Outputs(context);
        context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, this::forgetDeleted);
        Beats.schedule(context, channels, beat);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Optional<CommandEnvelope> read = Optional.ofNullable(record.value())
                .flatMap(bytes -> Json.read(bytes, CommandEnvelope.class))
                .filter(envelope -> envelope.streamId().value().equals(record.key()));
        if (read.isEmpty()) {
            LOG.atError().log("record is no command, given up");
            // The bytes may hold sealed secrets, and dead letters are kept for longer than a deleted channel's may be.
            outputs.giveUp(record, NOTHING, "not a command in JSON under its streamid; its value is not kept");
            ConfigMetric.COMMANDS.count(metrics, "unreadable");
            return;
        }
        CommandEnvelope envelope = read.get();
        StoredChannel stored = Optional.ofNullable(channels.get(record.key())).orElse(StoredChannel.NONE);
        Optional<Answer> before = stored.answered(envelope.commandId());
        if (before.isPresent()) {
            outputs.write(record, before.get());
            ConfigMetric.COMMANDS.count(metrics, "repeated");
            return;
        }
        decide(record, envelope, stored);
    }

    private void decide(Record<String, byte[]> record, CommandEnvelope envelope, StoredChannel stored) {
        String id = envelope.commandId();
        switch (Decide.decide(stored.channel(), envelope)) {
            case Decision.Changed changed -> {
                long version = changed.event().version();
                Channel next = changed.next();
                StoredChannel after = next == null ? stored.deleted(envelope.at()) : stored.with(next);
                outputs.write(record, changed);
                answer(record, after, new Answer.Accepted(id, version), "changed");
                LOG.atInfo()
                        .addKeyValue(LogKeys.STREAMID, record.key())
                        .addKeyValue(LogKeys.COMMAND_ID, id)
                        .addKeyValue(LogKeys.ACTOR, envelope.actor())
                        .addKeyValue(LogKeys.VERSION, version)
                        .addKeyValue(LogKeys.STATE, changed.event().type().wire())
                        .log("channel changed");
            }
            case Decision.Noted(Channel next) -> {
                outputs.state(record, next);
                answer(record, stored.with(next), new Answer.Accepted(id, next.version()), "noted");
            }
            case Decision.Unchanged(long version) ->
                answer(record, stored, new Answer.Accepted(id, version), "unchanged");
            case Decision.Refused(String code, String detail) ->
                answer(record, stored, new Answer.Refused(id, code, detail), "refused");
        }
    }

    private void answer(Record<String, byte[]> record, StoredChannel after, Answer answer, String outcome) {
        boolean known = after.channel() != null || after.deletedAt() != null;
        if (known) {
            channels.put(record.key(), after.with(answer));
        }
        outputs.write(record, answer);
        ConfigMetric.COMMANDS.count(metrics, outcome);
    }

    private void forgetDeleted(long nowMillis) {
        Instant before = Instant.ofEpochMilli(nowMillis).minus(REMEMBER_DELETED);
        try (KeyValueIterator<String, StoredChannel> all = channels.all()) {
            while (all.hasNext()) {
                KeyValue<String, StoredChannel> entry = all.next();
                Instant deletedAt = entry.value.deletedAt();
                if (deletedAt != null && deletedAt.isBefore(before)) {
                    channels.delete(entry.key);
                }
            }
        }
    }
}
