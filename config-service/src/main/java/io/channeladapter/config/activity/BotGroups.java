package io.channeladapter.config.activity;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.journey.GroupOffsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka how far consumer groups have read a bot's topic. Safe for many threads. */
public final class BotGroups {
    private static final Logger LOG = LoggerFactory.getLogger(BotGroups.class);
    private static final long PATIENCE_SECONDS = 3;
    /** Each costs a part of a request; a cluster with more is asked for the first of them by name. */
    private static final int MOST_GROUPS = 500;

    private final Admin admin;

    /** @param admin stays the caller's to close */
    public BotGroups(Admin admin) {
        this.admin = admin;
    }

    /** How far each group has come; empty where Kafka does not tell, for want of a permission for example. */
    Optional<GroupOffsets> of(BotId botId) throws InterruptedException {
        String topic = Topics.botEvents(botId);
        try {
            TopicDescription description = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .get(topic);
            List<TopicPartition> partitions = description == null
                    ? List.of()
                    : description.partitions().stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            Map<String, ListConsumerGroupOffsetsSpec> asked = admin
                    .listGroups(ListGroupsOptions.forConsumerGroups())
                    .valid()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .stream()
                    .map(GroupListing::groupId)
                    .sorted()
                    .limit(MOST_GROUPS)
                    .collect(Collectors.toMap(
                            group -> group, _ -> new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)));
            if (asked.isEmpty() || partitions.isEmpty()) {
                return Optional.of(new GroupOffsets(Map.of()));
            }
            return Optional.of(
                    offsets(admin.listConsumerGroupOffsets(asked).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.atWarn().setCause(e).addKeyValue(LogKeys.TOPIC, topic).log("groups of a bot's topic cannot be told");
            return Optional.empty();
        }
    }

    private static GroupOffsets offsets(Map<String, Map<TopicPartition, OffsetAndMetadata>> told) {
        Map<String, Map<Integer, Long>> committed = new HashMap<>();
        told.forEach((group, offsets) -> {
            Map<Integer, Long> of = new HashMap<>();
            offsets.forEach((partition, offset) -> {
                // Kafka gives null for a partition without a committed offset.
                if (offset != null) {
                    of.put(partition.partition(), offset.offset());
                }
            });
            if (!of.isEmpty()) {
                committed.put(group, of);
            }
        });
        return new GroupOffsets(committed);
    }
}
