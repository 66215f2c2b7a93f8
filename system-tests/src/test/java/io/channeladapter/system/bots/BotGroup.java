package io.channeladapter.system.bots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.channeladapter.common.codec.Json;
import io.channeladapter.system.BotUnderTest.Event;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;

/** A bot as Kafka sees it: what it has committed, and what it has answered. One thread. */
final class BotGroup implements AutoCloseable {
    private final String group;
    private final Admin admin;
    private final TopicReader events;
    private final TopicReader replies;

    BotGroup(String kafka, String botId) {
        this.group = "bot-" + botId;
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
        this.events = new TopicReader(kafka, "bot." + botId + ".events");
        this.replies = new TopicReader(kafka, "bot." + botId + ".replies");
    }

    /** Ids of the replies in the topic now, each as often as it was written. */
    List<String> answers() {
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> reply : replies.all()) {
            try {
                ids.add(Json.MAPPER.readTree(TopicReader.text(reply)).path("id").asText());
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
        return ids;
    }

    /** Waits until so many replies stand in the topic. */
    void awaitAnswers(int count, Supplier<String> output) {
        await(count + " answers")
                .atMost(TheAdapter.LIMIT)
                .conditionEvaluationListener(look -> {
                    if (look.getRemainingTimeInMS() <= 0) {
                        System.err.println(output.get());
                    }
                })
                .pollInSameThread()
                .until(() -> answers().size() >= count);
    }

    /** Which of its partitions the events of a conversation are in. */
    int partitionOf(String conversation) {
        return BuiltInPartitioner.partitionForKey(conversation.getBytes(UTF_8), events.partitions());
    }

    /** Whether it has committed that it read this. */
    boolean hasCommitted(Event event) {
        return isCommitted(event.record(), committed());
    }

    /** Waits until every event that is in its topic now has been read and committed. */
    void awaitAllRead() {
        List<ConsumerRecord<String, byte[]>> all = events.all();
        await("all events are read by " + group).atMost(TheAdapter.LIMIT).until(() -> {
            Map<TopicPartition, Long> committed = committed();
            return all.stream().allMatch(event -> isCommitted(event, committed));
        });
    }

    /** Takes out the member that was killed; else the next one waits until its session has expired. */
    void forgetMembers() throws InterruptedException {
        try {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isCommitted(ConsumerRecord<?, ?> event, Map<TopicPartition, Long> committed) {
        return committed.getOrDefault(new TopicPartition(event.topic(), event.partition()), 0L) > event.offset();
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try {
            for (Map.Entry<TopicPartition, OffsetAndMetadata> partition : admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()) {
                offsets.put(partition.getKey(), partition.getValue().offset());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
        return offsets;
    }

    @Override
    public void close() {
        replies.close();
        events.close();
        admin.close();
    }
}
