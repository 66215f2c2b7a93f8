package io.channeladapter.system;

import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The Kafka that all tests of this JVM share: the embedded broker, or with {@code -Dkafka.under.test=container} Kafka's
 * own image. Closed when the last test is done.
 */
final class KafkaUnderTest implements AutoCloseable {
    /** Tag of the tests that run once on each Kafka. */
    static final String ANY = "any-kafka";

    private static final String IMAGE = "apache/kafka:4.3.1";

    private final String bootstrapServers;
    private final Closing kafka;

    /** Ends it. */
    private interface Closing {
        void close() throws IOException;
    }

    private KafkaUnderTest(String bootstrapServers, Closing kafka) {
        this.bootstrapServers = bootstrapServers;
        this.kafka = kafka;
    }

    /** Whether there is what it needs: a Docker engine, where it is to run in a container. */
    static ConditionEvaluationResult available() {
        if (!isContainer()) {
            return ConditionEvaluationResult.enabled("on the embedded broker");
        }
        try {
            return DockerClientFactory.instance().isDockerAvailable()
                    ? ConditionEvaluationResult.enabled("on " + IMAGE)
                    : skipped("no Docker engine answers");
        } catch (Throwable e) { // the client of an engine that is not there throws Errors, too
            return skipped("no Docker engine answers: " + e);
        }
    }

    private static ConditionEvaluationResult skipped(String reason) {
        System.err.println("skipped on Kafka in a container, since " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    static KafkaUnderTest start() {
        return isContainer() ? container() : embedded();
    }

    /** What Kafka clients start from. */
    String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() throws IOException {
        kafka.close();
    }

    private static boolean isContainer() {
        return "container".equals(System.getProperty("kafka.under.test"));
    }

    private static KafkaUnderTest embedded() {
        Path folder = folder("kafka-");
        EmbeddedKafka kafka = EmbeddedKafka.start(folder);
        return new KafkaUnderTest(kafka.bootstrapServers(), () -> {
            kafka.close();
            Folders.delete(folder);
        });
    }

    @SuppressWarnings("resource") // closed by close()
    private static KafkaUnderTest container() {
        KafkaContainer kafka = new KafkaContainer(IMAGE)
                .withEnv(Map.of(
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
                        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4",
                        "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4"));
        kafka.start();
        return new KafkaUnderTest(kafka.getBootstrapServers(), kafka::close);
    }

    private static Path folder(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
