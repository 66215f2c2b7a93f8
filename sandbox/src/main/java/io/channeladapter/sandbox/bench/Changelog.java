package io.channeladapter.sandbox.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic from which a service reads its state again, at a cluster of one broker.
 *
 * @param topic its name
 * @param partitions how many it has
 */
record Changelog(Admin admin, String topic, int partitions) {
    private static final int BROKER = 1;

    /** What it takes on the broker's disk. */
    long bytes() throws ExecutionException, InterruptedException {
        return admin.describeLogDirs(List.of(BROKER)).allDescriptions().get().values().stream()
                .flatMap(folders -> folders.values().stream())
                .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(topic))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    /** How many records it holds. */
    long records() throws ExecutionException, InterruptedException {
        return offsets(OffsetSpec.latest()) - offsets(OffsetSpec.earliest());
    }

    private long offsets(OffsetSpec which) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, _ -> which));
        return admin.listOffsets(all).all().get().values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }
}
