package io.channeladapter.system;

import static org.awaitility.Awaitility.await;

import io.channeladapter.common.directory.ChannelDirectory;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.topology.DecideStreams;
import io.channeladapter.config.topology.DecideTopology;
import io.channeladapter.config.view.Answers;
import io.channeladapter.config.view.ChannelIndex;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.CommandBus;
import io.channeladapter.config.view.CommandBusContract;
import io.channeladapter.config.view.DirectoryView;
import io.channeladapter.config.view.KafkaCommandBus;
import io.channeladapter.ingress.publish.KafkaPublisher;
import io.channeladapter.ingress.publish.PublishLimits;
import io.channeladapter.ingress.publish.testing.LoggedWebhook;
import io.channeladapter.ingress.publish.testing.PublisherContract;
import io.channeladapter.streams.RunningStreams;
import io.channeladapter.streams.StoreMemory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The interfaces that have a fake keep the same contracts on a real Kafka. */
@Tag(KafkaUnderTest.ANY)
@ExtendWith(WithAdapter.class)
class ContractsIT {
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OfThePublisher {
        private final String kafka;
        private final Producer<String, byte[]> producer;
        private final PublishLimits limits = new PublishLimits(Duration.ofMillis(2_900), 100, 1 << 20);

        OfThePublisher(KafkaUnderTest kafka) {
            this.kafka = kafka.bootstrapServers();
            KafkaClients clients = clients(kafka, "publisher-contract");
            createTopics(clients);
            producer = clients.producer(limits.producerSettings());
        }

        @AfterAll
        void close() {
            producer.close();
        }

        @TestFactory
        Stream<DynamicTest> keepsTheContract() {
            PublisherContract contract =
                    new PublisherContract(new KafkaPublisher(producer, Runnable::run, limits), this::logged);
            return contract.checks().entrySet().stream()
                    .map(check -> DynamicTest.dynamicTest(
                            check.getKey(), () -> check.getValue().run()));
        }

        private List<LoggedWebhook> logged(String key) {
            try (TopicReader reader = new TopicReader(kafka, Topics.WEBHOOKS.name())) {
                return reader.all().stream()
                        .filter(record -> record.key().equals(key))
                        .map(ContractsIT::logged)
                        .toList();
            }
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OfTheCommandBus extends CommandBusContract {
        private static final Duration TIMEOUT = Duration.ofSeconds(30);

        private final StoreMemory memory = new StoreMemory(8L << 20);
        private final RunningStreams decider;
        private final ChannelIndex index = new ChannelIndex();
        private final ChannelDirectory directory;
        private final Answers answers;
        private final Producer<String, byte[]> producer;
        private final CommandBus bus;

        // A second instance of the config-service's own parts: it shares the partitions with the one that runs.
        OfTheCommandBus(KafkaUnderTest kafka, @TempDir Path folder) {
            KafkaClients clients = clients(kafka, "bus-contract");
            createTopics(clients);
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            decider = RunningStreams.start(
                    DecideTopology.build(metrics),
                    DecideStreams.properties(clients, folder, Duration.ofMillis(20), 1, memory),
                    InstantSource.system());
            directory = ChannelDirectory.start(clients.reader(), index::accept);
            answers = Answers.follow(clients.reader());
            producer = clients.producer(Map.of());
            bus = new KafkaCommandBus(producer, answers, view(), TIMEOUT, metrics);
            await("the config-service's parts are ready")
                    .atMost(TheAdapter.LIMIT)
                    .until(() -> decider.isRunning() && directory.ready() && answers.ready());
        }

        @AfterAll
        void close() {
            producer.close();
            answers.close();
            directory.close();
            decider.close();
            memory.close();
        }

        @Override
        protected CommandBus bus() {
            return bus;
        }

        @Override
        protected ChannelView view() {
            return new DirectoryView(directory, index);
        }
    }

    private static KafkaClients clients(KafkaUnderTest kafka, String clientId) {
        return new KafkaClients(kafka.bootstrapServers(), Map.of(), clientId);
    }

    private static void createTopics(KafkaClients clients) {
        try (Admin admin = clients.admin()) {
            new TopicCreator(admin, 4).ensure(Topics.FIXED);
        }
    }

    private static LoggedWebhook logged(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new LoggedWebhook(record.key(), record.value(), headers);
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
