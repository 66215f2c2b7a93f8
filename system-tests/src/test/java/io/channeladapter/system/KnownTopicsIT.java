package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.topic.AdminKnownTopics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithAdapter.class)
class KnownTopicsIT {
    @Test
    void aTopicThatComesOrGoesIsKnownOfUnasked(KafkaUnderTest kafka) throws Exception {
        String name = "bot.b" + UUID.randomUUID() + ".events";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                AdminKnownTopics topics = new AdminKnownTopics(admin)) {
            assertThat(topics.exists(name)).isFalse();

            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            await("it is there").atMost(TheAdapter.LIMIT).until(() -> topics.exists(name));

            admin.deleteTopics(List.of(name)).all().get();
            await("it is gone").atMost(TheAdapter.LIMIT).until(() -> !topics.exists(name));
        }
    }

    @Test
    void whereTheBrokerDoesNotAnswerATopicIsTakenToBeThere() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1"));
                AdminKnownTopics topics = new AdminKnownTopics(admin)) {
            assertThat(topics.exists("bot.any.events")).isTrue();
        }
    }
}
