package io.channeladapter.router.topology;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.topic.KnownTopics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
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
 * Makes the Kafka clients of Streams: the usual ones, but for how long a producer takes to close, and for what a producer says that gave up a record within a
 * transaction, be it for a topic that was deleted a moment ago or for a broker that is away. Streams would take that for
 * a corrupted task, then try to commit the others in the spoilt transaction, and lose the thread over it: its partitions
 * would stand until the group misses it (measured, 15 s). Told that its transaction is over, it keeps the thread, joins
 * anew and processes the records again (6 s, of which 5 s are the producer's time to deliver).
 */
public final class RouterClients implements KafkaClientSupplier {
    private static final Logger LOG = LoggerFactory.getLogger(RouterClients.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return config.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
                        && config.get(FailedRecords.TOPICS) instanceof KnownTopics topics
                ? new InTransactions(config, topics)
                : new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    private static final class InTransactions extends KafkaProducer<byte[], byte[]> {
        private final KnownTopics topics;

        InTransactions(Map<String, Object> config, KnownTopics topics) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.topics = topics;
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
            topics.doubt(record.topic());
            LOG.atError()
                    .setCause(exception)
                    .addKeyValue(LogKeys.TOPIC, record.topic())
                    .log("record could not be written, its transaction is given up");
            return new InvalidProducerEpochException("given up after: " + exception.getMessage());
        }
    }
}
