package io.channeladapter.egress.topology;

import static io.channeladapter.common.topic.RecordHeaders.TRACEPARENT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.egress.outbox.Outgoing;
import io.channeladapter.egress.task.OutboxTask;
import io.channeladapter.egress.task.Parts;
import io.channeladapter.egress.tell.Commits;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Kafka Streams sees of a task: records and the passing of time in, records out. One thread: the task's. */
final class OutboxProcessor implements Processor<String, byte[], String, Parcel> {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxProcessor.class);
    private static final Set<String> OURS =
            Set.of(Topics.SIGNALS.name(), Topics.OUTBOX_STATES.name(), Topics.OFFERS.name());
    private static final Duration TICK = Duration.ofMillis(10);

    private final Parts parts;
    private final KnownTopics topics;
    private final Function<ProcessorContext<?, ?>, Commits> commits;
    private @Nullable ProcessorContext<String, Parcel> context;
    private @Nullable OutboxTask task;

    OutboxProcessor(Parts parts, KnownTopics topics, Function<ProcessorContext<?, ?>, Commits> commits) {
        this.parts = parts;
        this.topics = topics;
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<String, Parcel> newContext) {
        context = newContext;
        task = new OutboxTask(
                parts,
                newContext.taskId().toString(),
                newContext.taskId().partition(),
                newContext.getStateStore(EgressTopology.STORE),
                newContext.getStateStore(EgressTopology.INDEX),
                commits.apply(newContext),
                this::forward);
        newContext.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, timestamp -> task().tick(now()));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        RecordMetadata origin = context()
                .recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a topic has an origin"));
        if (!take(record, origin)) {
            unreadable(record, origin);
        }
    }

    @Override
    public void close() {
        OutboxTask closing = task;
        if (closing == null) {
            return;
        }
        task = null;
        try {
            closing.close(this::now);
        } catch (RuntimeException e) {
            // A task that is closed because it was lost can write and forward no more; its successor finds what is
            // open.
            LOG.atWarn().setCause(e).log("answers of the last calls could not be stored");
        }
    }

    private boolean take(Record<String, byte[]> record, RecordMetadata origin) {
        if (origin.topic().equals(Topics.OUTBOUND.name())) {
            return task().reply(record.key(), record.value(), origin.offset(), now());
        }
        return origin.topic().equals(Topics.ECHOES.name())
                ? task().echo(record.key(), record.value(), origin.offset(), now())
                : origin.topic().equals(Topics.RECEIVED.name())
                        ? task().received(record.key(), record.value(), now())
                        : task().command(record.key(), record.value(), now());
    }

    private void unreadable(Record<String, byte[]> record, RecordMetadata origin) {
        LOG.atError()
                .addKeyValue(LogKeys.TOPIC, origin.topic())
                .addKeyValue(LogKeys.PARTITION, origin.partition())
                .addKeyValue(LogKeys.OFFSET, origin.offset())
                .addKeyValue(LogKeys.TRACE_ID, io.channeladapter.common.topic.RecordHeaders.traceId(record.headers()))
                .log("record cannot be read, put aside");
        Headers headers = new RecordHeaders(record.headers());
        new DeadLetter(
                        "unreadable-record",
                        "The record is not what the router writes to this topic.",
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        EgressTopology.APPLICATION_ID,
                        now())
                .addTo(headers);
        Parcel parcel = new Parcel(Topics.DEAD_LETTERS.name(), record.value());
        context().forward(new Record<>(record.key(), parcel, record.timestamp(), headers));
    }

    private void forward(Outgoing outgoing) {
        Headers headers = new RecordHeaders();
        outgoing.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        String topic = outgoing.topic();
        if (isMissing(topic)) {
            LOG.atError()
                    .addKeyValue(LogKeys.TOPIC, topic)
                    .addKeyValue(
                            LogKeys.TRACE_ID,
                            Traceparent.traceId(outgoing.headers().get(TRACEPARENT)))
                    .log("topic of a bot is missing, event put aside");
            String detail = "topic " + topic + " does not exist";
            new DeadLetter("bot-topic-missing", detail, "", -1, -1, EgressTopology.APPLICATION_ID, now())
                    .addTo(headers);
            topic = Topics.DEAD_LETTERS.name();
        }
        String value = outgoing.value();
        Parcel parcel = new Parcel(topic, value == null ? null : value.getBytes(UTF_8));
        // What happens to one reply is often found out while another is being looked at: each goes on with its own
        // trace.
        Trace.within(
                outgoing.headers().get(TRACEPARENT),
                () -> context().forward(new Record<>(outgoing.key(), parcel, now().toEpochMilli(), headers)));
    }

    // One bot's topic that an operator deleted would else hold up this thread, and all channels with it, for good.
    private boolean isMissing(String topic) {
        return !OURS.contains(topic) && !topics.exists(topic);
    }

    private Instant now() {
        return Instant.ofEpochMilli(context().currentSystemTimeMs());
    }

    private ProcessorContext<String, Parcel> context() {
        return Objects.requireNonNull(context, "used before init");
    }

    private OutboxTask task() {
        return Objects.requireNonNull(task, "used before init or after close");
    }
}
