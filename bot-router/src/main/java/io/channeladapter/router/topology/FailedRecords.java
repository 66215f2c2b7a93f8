package io.channeladapter.router.topology;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.observe.RouterMeters;
import io.channeladapter.router.observe.RouterMetric;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a record that the router itself failed on. In a processor: a dead letter with its original bytes, an
 * outcome for the bot whose reply it was, and the next one. What is no record's fault, such as a broker that is away or a full disk, is left to Streams, which
 * tries again.
 *
 * <p>Streams makes the handlers by their class; what they need comes through the settings.
 */
public final class FailedRecords {
    /** Setting that holds the {@link KnownTopics}. */
    public static final String TOPICS = "router.known-topics";
    /** Setting that holds the {@link RouterMeters}. */
    static final String METERS = "router.meters";
    /** Setting that holds the {@link InstantSource}. */
    static final String CLOCK = "router.clock";

    private static final Logger LOG = LoggerFactory.getLogger(FailedRecords.class);

    private FailedRecords() {}

    private record Needs(InstantSource clock, KnownTopics topics, RouterMeters meters) {
        static Needs of(Map<String, ?> settings) {
            if (settings.get(CLOCK) instanceof InstantSource clock
                    && settings.get(TOPICS) instanceof KnownTopics topics
                    && settings.get(METERS) instanceof RouterMeters meters) {
                return new Needs(clock, topics, meters);
            }
            throw new IllegalArgumentException("the handlers of failed records lack their settings");
        }

        ProducerRecord<byte[], byte[]> deadLetter(
                ErrorHandlerContext context, String reason, String detail, Exception cause) {
            LOG.atError()
                    .setCause(cause)
                    .addKeyValue(LogKeys.TOPIC, context.topic())
                    .addKeyValue(LogKeys.PARTITION, context.partition())
                    .addKeyValue(LogKeys.OFFSET, context.offset())
                    .addKeyValue(
                            LogKeys.TRACE_ID, io.channeladapter.common.topic.RecordHeaders.traceId(context.headers()))
                    .addKeyValue(LogKeys.REASON, reason)
                    .log("record failed, made a dead letter");
            RecordHeaders headers = new RecordHeaders(context.headers().toArray());
            new DeadLetter(
                            reason,
                            detail,
                            context.topic(),
                            context.partition(),
                            context.offset(),
                            Outputs.SERVICE,
                            clock.instant())
                    .addTo(headers);
            return new ProducerRecord<>(
                    Topics.DEAD_LETTERS.name(),
                    null,
                    clock.millis(),
                    context.sourceRawKey(),
                    Outputs.fitting(context.sourceRawValue()),
                    headers);
        }
    }

    /** For what fails in a processor. */
    public static final class InProcessing implements ProcessingExceptionHandler {
        private @Nullable Needs needs;

        @Override
        public void configure(Map<String, ?> settings) {
            needs = Needs.of(settings);
        }

        @Override
        public ProcessingExceptionHandler.Response handleError(
                ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
            Needs needed = java.util.Objects.requireNonNull(needs);
            if (exception instanceof KafkaException) {
                return ProcessingExceptionHandler.Response.fail();
            }
            needed.meters().count(RouterMetric.FAILED_RECORDS, "processing");
            List<ProducerRecord<byte[], byte[]>> made = new ArrayList<>();
            made.add(needed.deadLetter(
                    context,
                    "unreadable-record",
                    "the router failed on it in step " + context.processorNodeId() + ": "
                            + exception.getClass().getSimpleName(),
                    exception));
            FailedReply.outcome(context, needed.topics(), needed.clock().instant())
                    .ifPresent(made::add);
            return ProcessingExceptionHandler.Response.resume(made);
        }
    }

    /**
     * For what fails on its way to a topic. It makes no dead letter: under exactly-once the failure has spoilt the
     * transaction, and nothing more can be written in it. The records are processed again, and if the topic has gone,
     * the step that routes now knows and makes the dead letter.
     */
    public static final class InProduction implements ProductionExceptionHandler {
        private @Nullable Needs needs;

        @Override
        public void configure(Map<String, ?> settings) {
            needs = Needs.of(settings);
        }

        @Override
        public ProductionExceptionHandler.Response handleError(
                ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
            Needs needed = java.util.Objects.requireNonNull(needs);
            needed.meters().count(RouterMetric.FAILED_RECORDS, "production");
            needed.topics().doubt(record.topic());
            LOG.atError()
                    .setCause(exception)
                    .addKeyValue(LogKeys.TOPIC, record.topic())
                    .log("record could not be written");
            return exception instanceof RetriableException
                    ? ProductionExceptionHandler.Response.retry()
                    : ProductionExceptionHandler.Response.fail();
        }
    }
}
