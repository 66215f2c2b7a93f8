package io.channeladapter.config.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AnswersTest {

    @Test
    void waitsForATopicThatTheBrokerDoesNotKnowYet() throws InterruptedException {
        TopicPartition partition = new TopicPartition(Topics.ANSWERS.name(), 0);
        Node node = new Node(1, "localhost", 1);
        CountDownLatch polled = new CountDownLatch(1);
        CountDownLatch askedInVain = new CountDownLatch(1);
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
            @Override
            public synchronized List<PartitionInfo> partitionsFor(String topic) {
                if (askedInVain.getCount() > 0) {
                    askedInVain.countDown();
                    return List.of();
                }
                return List.of(new PartitionInfo(topic, 0, node, new Node[] {node}, new Node[] {node}));
            }
        };
        consumer.updateEndOffsets(Map.of(partition, 0L));
        consumer.schedulePollTask(polled::countDown);

        try (Answers answers = Answers.follow(consumer)) {
            assertThat(askedInVain.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(polled.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(answers.ready()).isTrue();
            assertThat(answers.failed()).isFalse();
        }
    }
}
