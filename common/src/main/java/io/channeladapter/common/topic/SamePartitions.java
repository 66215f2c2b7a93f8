package io.channeladapter.common.topic;

import io.channeladapter.common.settings.SharedKeys;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * Looks at the start whether topics that are read together by partition have the same number of partitions. Where they
 * have not, records of one channel would meet in two places, or in none.
 */
public final class SamePartitions {
    private static final long ANSWER_SECONDS = 30;

    private SamePartitions() {}

    /**
     * Looks.
     *
     * @param topics exist, the one that the others follow first
     * @throws IOException where they differ, or the broker does not tell
     */
    public static void check(Admin admin, List<Topic> topics) throws IOException, InterruptedException {
        List<String> names = topics.stream().map(Topic::name).toList();
        try {
            Map<String, Integer> partitions =
                    admin
                            .describeTopics(names)
                            .allTopicNames()
                            .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                            .entrySet()
                            .stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    topic -> topic.getValue().partitions().size()));
            check(names, partitions);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Kafka does not tell how many partitions " + String.join(", ", names) + " have", e);
        }
    }

    static void check(List<String> names, Map<String, Integer> partitions) throws IOException {
        String first = names.getFirst();
        int right = partitions.getOrDefault(first, 0);
        List<String> others = names.stream()
                .filter(name -> partitions.getOrDefault(name, 0) != right)
                .map(name -> name + " has " + partitions.getOrDefault(name, 0))
                .toList();
        if (!others.isEmpty()) {
            throw new IOException("topics that are read together must have the same number of partitions: " + first
                    + " has " + right + ", but " + String.join(", ", others)
                    + "; stop the services, delete what differs, set "
                    + SharedKeys.PARTITIONS.environmentName() + "=" + right
                    + " and start them again, which creates it anew");
        }
    }
}
