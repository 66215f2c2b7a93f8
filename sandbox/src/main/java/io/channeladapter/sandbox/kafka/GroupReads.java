package io.channeladapter.sandbox.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the members of a consumer group read. */
public final class GroupReads {
    private static final Logger LOG = LoggerFactory.getLogger(GroupReads.class);

    private GroupReads() {}

    /** Whether the members of this consumer group have the topic's partitions among those that they read. */
    public static boolean topic(String bootstrapServers, String topic, String group) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(description -> description.members().stream())
                    .flatMap(member -> member.assignment().topicPartitions().stream())
                    .anyMatch(partition -> partition.topic().equals(topic));
        } catch (ExecutionException e) {
            LOG.atDebug().setCause(e).addKeyValue("group", group).log("group cannot be described yet");
            return false;
        }
    }
}
