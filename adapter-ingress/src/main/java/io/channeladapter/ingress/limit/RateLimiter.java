package io.channeladapter.ingress.limit;

import io.channeladapter.common.channel.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One token bucket for each channel.
 *
 * <ol>
 *   <li>Between any two moments a channel is granted at most {@code burst + perSecond * seconds}.
 *   <li>A channel is never refused because of another.
 *   <li>A clock that goes back grants nothing.
 *   <li>At most {@code mostBuckets} are remembered, one more for each thread at work. Full ones are forgotten first,
 *       which changes nothing; where none is full, any one: that channel may then burst once more.
 * </ol>
 *
 * Safe for many threads.
 */
public final class RateLimiter {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Rate rate;
    private final int mostBuckets;
    private final ConcurrentHashMap<StreamId, Bucket> buckets = new ConcurrentHashMap<>();

    /** Tokens that were there at a moment. */
    private record Bucket(double tokens, Instant at) {}

    /**
     * @param rate of each channel
     * @param mostBuckets how many channels are remembered, at least 1
     */
    public RateLimiter(Rate rate, int mostBuckets) {
        this.rate = rate;
        this.mostBuckets = mostBuckets;
    }

    /**
     * Whether there is room for one more, without taking it.
     *
     * @return how long until there is; empty when there is now
     */
    public Optional<Duration> full(StreamId streamId, Instant now) {
        Bucket bucket = buckets.get(streamId);
        return bucket == null ? Optional.empty() : wait(refilled(bucket, now));
    }

    /**
     * Takes room for one, where there is.
     *
     * @return how long until there is; empty when it was taken
     */
    public Optional<Duration> take(StreamId streamId, Instant now) {
        makeRoom(streamId, now);
        Grant grant = new Grant();
        buckets.compute(streamId, (id, known) -> {
            Bucket bucket = refilled(known == null ? new Bucket(rate.burst(), now) : known, now);
            grant.wait = wait(bucket);
            return grant.wait.isPresent() ? bucket : new Bucket(bucket.tokens() - 1, bucket.at());
        });
        return grant.wait;
    }

    /** How many channels are remembered. */
    int size() {
        return buckets.size();
    }

    private Bucket refilled(Bucket bucket, Instant now) {
        if (!now.isAfter(bucket.at())) {
            return bucket;
        }
        double gained = Duration.between(bucket.at(), now).toNanos() / NANOS_PER_SECOND * rate.perSecond();
        return new Bucket(Math.min(rate.burst(), bucket.tokens() + gained), now);
    }

    private Optional<Duration> wait(Bucket bucket) {
        if (bucket.tokens() >= 1) {
            return Optional.empty();
        }
        double seconds = (1 - bucket.tokens()) / rate.perSecond();
        return Optional.of(Duration.ofNanos((long) Math.ceil(seconds * NANOS_PER_SECOND)));
    }

    private void makeRoom(StreamId coming, Instant now) {
        if (buckets.size() < mostBuckets || buckets.containsKey(coming)) {
            return;
        }
        buckets.values().removeIf(bucket -> refilled(bucket, now).tokens() >= rate.burst());
        if (buckets.size() >= mostBuckets) {
            buckets.keySet().stream().findAny().ifPresent(buckets::remove);
        }
    }

    /** Carries the result out of the atomic change of a bucket. */
    private static final class Grant {
        private Optional<Duration> wait = Optional.empty();
    }
}
