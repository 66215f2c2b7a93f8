package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import io.channeladapter.streams.StreamsClients;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away in the middle of a transaction of the router. */
class BrokerGoneIT {
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void g7_theProducerIsClosedAllTheSameSoThatItsThreadDoesNotStandStill(@TempDir Path folder) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder);
        Producer<byte[], byte[]> producer;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicCreator(admin, 1).ensure(List.of(Topics.ECHOES));
            producer = new StreamsClients(topic -> {})
                    .getProducer(Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            kafka.bootstrapServers(),
                            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                            "test"));
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.ECHOES.name(), new byte[1]))
                    .get(30, TimeUnit.SECONDS);
        } finally {
            kafka.close();
        }
        CountDownLatch closed = new CountDownLatch(1);

        Thread.ofVirtual().start(() -> {
            producer.close();
            closed.countDown();
        });

        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
