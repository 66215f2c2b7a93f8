package io.channeladapter.egress.topology;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.common.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a record that fails: one that can never succeed becomes a dead letter and is passed over, whatever
 * may pass is left to a restart of the stream thread. Kafka Streams makes them by their names.
 */
public final class FailedRecords {
    /** Setting that holds the {@link KnownTopics}. */
    static final String TOPICS = "egress.known-topics";

    private static final Logger LOG = LoggerFactory.getLogger(FailedRecords.class);

    private FailedRecords() {}

    /** Records that cannot be decoded. */
    public static final class Reading implements DeserializationExceptionHandler {
        @Override
        public DeserializationExceptionHandler.Response handleError(
                ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
            return DeserializationExceptionHandler.Response.resume(
                    List.of(letter(context, record.key(), record.value(), exception)));
        }

        @Override
        public void configure(Map<String, ?> configs) {}
    }

    /** Records on which the processor fails. */
    public static final class Processing implements ProcessingExceptionHandler {
        @Override
        public ProcessingExceptionHandler.Response handleError(
                ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
            boolean ofOneRecord = record != null && context.sourceRawValue() != null;
            return !ofOneRecord || exception instanceof KafkaException
                    ? ProcessingExceptionHandler.Response.fail()
                    : ProcessingExceptionHandler.Response.resume(
                            List.of(letter(context, context.sourceRawKey(), context.sourceRawValue(), exception)));
        }

        @Override
        public void configure(Map<String, ?> configs) {}
    }

    /** Records that cannot be written. */
    public static final class Writing implements ProductionExceptionHandler {
        private @Nullable KnownTopics topics;

        @Override
        public ProductionExceptionHandler.Response handleError(
                ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
            if (exception instanceof RecordTooLargeException) {
                LOG.atError()
                        .setCause(exception)
                        .addKeyValue(LogKeys.TOPIC, record.topic())
                        .log("record is too large for its topic, left out");
                return ProductionExceptionHandler.Response.resume();
            }
            if (topics != null) {
                topics.doubt(record.topic());
            }
            return exception instanceof RetriableException
                    ? ProductionExceptionHandler.Response.retry()
                    : ProductionExceptionHandler.Response.fail();
        }

        @Override
        public void configure(Map<String, ?> configs) {
            topics = configs.get(TOPICS) instanceof KnownTopics known ? known : null;
        }
    }

    private static ProducerRecord<byte[], byte[]> letter(
            ErrorHandlerContext context, byte @Nullable [] key, byte @Nullable [] value, Exception exception) {
        LOG.atError()
                .setCause(exception)
                .addKeyValue(LogKeys.TOPIC, context.topic())
                .addKeyValue(LogKeys.PARTITION, context.partition())
                .addKeyValue(LogKeys.OFFSET, context.offset())
                .addKeyValue(LogKeys.TRACE_ID, io.channeladapter.common.topic.RecordHeaders.traceId(context.headers()))
                .log("record cannot be processed, put aside");
        Headers headers = new RecordHeaders(context.headers());
        new DeadLetter(
                        "unreadable-record",
                        "The record cannot be processed.",
                        context.topic(),
                        context.partition(),
                        context.offset(),
                        EgressTopology.APPLICATION_ID,
                        Instant.ofEpochMilli(context.timestamp()))
                .addTo(headers);
        return new ProducerRecord<>(Topics.DEAD_LETTERS.name(), null, null, key, value, headers);
    }
}
