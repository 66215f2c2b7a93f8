package io.channeladapter.egress.spend;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.egress.throttle.AppPart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Which enabled channels are of the same app of Twitter, told by a digest of its API key: some numbers for each channel,
 * kept up by each change of a channel, so nobody ever looks through all of them. Safe for many threads.
 */
public final class Apps {
    private final Sealer sealer;
    private final int partitions;
    private final Map<StreamId, Member> members = new HashMap<>();
    private final Map<String, int[]> counts = new HashMap<>();

    // The digest of what was opened tells whether it must be opened again.
    private record Member(String app, int sealed) {}

    /**
     * A channel's part in its app.
     *
     * @param app tells the app, and by which generation of the API, from others
     * @param part how many of its channels are in the same partition and in those before it, and how many there are
     */
    public record Membership(String app, AppPart part) {}

    /** @param partitions into which channels are spread */
    public Apps(Sealer sealer, int partitions) {
        this.sealer = sealer;
        this.partitions = partitions;
    }

    /** A channel has changed; empty where it was deleted. */
    public synchronized void changed(StreamId streamId, Optional<Channel> channel) {
        Member before = members.get(streamId);
        Member now = channel.flatMap(found -> member(found, before)).orElse(null);
        if (now != null && before != null && now.app().equals(before.app())) {
            members.put(streamId, now);
            return;
        }
        if (before != null) {
            members.remove(streamId);
            count(before.app(), streamId, -1);
        }
        if (now != null) {
            members.put(streamId, now);
            count(now.app(), streamId, 1);
        }
    }

    /** The channel's part in its app; empty where it is not enabled, or its keys cannot be opened. */
    public synchronized Optional<Membership> of(StreamId streamId) {
        Member member = members.get(streamId);
        if (member == null) {
            return Optional.empty();
        }
        int[] perPartition = counts.getOrDefault(member.app(), new int[partitions + 1]);
        int partition = partition(streamId);
        int before = Arrays.stream(perPartition, 0, partition).sum();
        return Optional.of(
                new Membership(member.app(), new AppPart(before, perPartition[partition], perPartition[partitions])));
    }

    private void count(String app, StreamId streamId, int by) {
        int[] perPartition = counts.computeIfAbsent(app, a -> new int[partitions + 1]);
        perPartition[partition(streamId)] += by;
        perPartition[partitions] += by;
        if (perPartition[partitions] == 0) {
            counts.remove(app);
        }
    }

    // As producers of Kafka spread keys.
    private int partition(StreamId streamId) {
        return BuiltInPartitioner.partitionForKey(streamId.value().getBytes(StandardCharsets.UTF_8), partitions);
    }

    private Optional<Member> member(Channel channel, @Nullable Member before) {
        String sealed = channel.sealedCredentials();
        ApiGeneration generation = channel.generation();
        if (channel.status() != ChannelStatus.ENABLED || sealed == null || generation == null) {
            return Optional.empty();
        }
        if (before != null
                && before.sealed() == sealed.hashCode()
                && before.app().endsWith(generation.wire())) {
            return Optional.of(before);
        }
        try {
            Credentials credentials = Credentials.open(sealed, sealer, channel.streamId());
            String app = digest(credentials.apiKey().reveal()) + "/" + generation.wire();
            return Optional.of(new Member(app, sealed.hashCode()));
        } catch (UnsealableException e) {
            return Optional.empty(); // whoever sends by it tells
        }
    }

    private static String digest(String apiKey) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(apiKey.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
