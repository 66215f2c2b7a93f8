package io.channeladapter.config.topology;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a dead letter of a record that could not be read or processed, so that one record never stops the service. Its
 * value is not kept, since it may hold sealed secrets. Kafka Streams makes one for each thread.
 */
public final class GiveUpHandler implements ProcessingExceptionHandler, DeserializationExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(GiveUpHandler.class);

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        return ProcessingExceptionHandler.Response.resume(List.of(deadLetter(context, exception)));
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return DeserializationExceptionHandler.Response.resume(List.of(deadLetter(context, exception)));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // nothing to set
    }

    private static ProducerRecord<byte[], byte[]> deadLetter(ErrorHandlerContext context, Exception exception) {
        LOG.atError()
                .setCause(exception)
                .addKeyValue(LogKeys.TOPIC, context.topic())
                .addKeyValue(LogKeys.PARTITION, context.partition())
                .addKeyValue(LogKeys.OFFSET, context.offset())
                .log("record cannot be processed, given up");
        var headers = new RecordHeaders();
        new DeadLetter(
                        "unreadable-record",
                        "could not be processed; the log of the config-service says why; its value is not kept",
                        context.topic(),
                        context.partition(),
                        context.offset(),
                        DecideTopology.APPLICATION_ID,
                        Instant.ofEpochMilli(context.timestamp()))
                .addTo(headers);
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(), null, null, context.sourceRawKey(), new byte[0], headers);
    }
}
