package io.channeladapter.streams;

import io.channeladapter.common.observe.LogKeys;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the Kafka clients of Streams: the usual ones, but for how long a producer takes to close, and for what a producer
 * says that gave up a record within a transaction, be it for a topic that was deleted a moment ago or for a broker that
 * is away. Streams would take that for a corrupted task, then try to commit the others in the spoilt transaction, and
 * lose the thread over it: its partitions would stand until the group misses it (measured, 15 s). Told that its
 * transaction is over, it keeps the thread, joins anew and processes the records again (6 s, of which 5 s are the
 * producer's time to deliver).
 */
public final class StreamsClients implements KafkaClientSupplier {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsClients.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Consumer<String> notTaken;

    /** @param notTaken told of each topic that did not take a record of a transaction; any thread */
    public StreamsClients(Consumer<String> notTaken) {
        this.notTaken = notTaken;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return config.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
                ? new InTransactions(config, notTaken)
                : new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public KafkaConsumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public KafkaConsumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public KafkaConsumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    private static final class InTransactions extends KafkaProducer<byte[], byte[]> {
        private final Consumer<String> notTaken;

        InTransactions(Map<String, Object> config, Consumer<String> notTaken) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.notTaken = notTaken;
        }

        // Streams closes it within the thread that asks for records. Without a limit it would wait for the broker that
        // the transaction belongs to, however long that is away, for the producer wants to end the transaction first.
        @Override
        public void close() {
            close(CLOSE_WITHIN);
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            return super.send(
                    record, (metadata, exception) -> callback.onCompletion(metadata, told(record, exception)));
        }

        private Exception told(ProducerRecord<byte[], byte[]> record, Exception exception) {
            if (!(exception instanceof RetriableException)) {
                return exception;
            }
            notTaken.accept(record.topic());
            LOG.atError()
                    .setCause(exception)
                    .addKeyValue(LogKeys.TOPIC, record.topic())
                    .log("record could not be written, its transaction is given up");
            return new InvalidProducerEpochException("given up after: " + exception.getMessage());
        }
    }
}
