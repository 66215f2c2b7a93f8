package io.channeladapter.egress.throttle;

import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A Twitter that counts in fixed windows. They begin with the first message, or at round times that nobody knows; what
 * its headers say is as good as {@link Headers} lets it be.
 */
final class CountingTwitter {
    private final Random random;
    private final Headers headers;
    private final boolean aligned;
    private final Duration offset;
    private final Map<String, Count> counts = new HashMap<>();
    private int overdrawn;

    enum Headers {
        RIGHT,
        MISSING,
        SOMETIMES,
        CONTRADICTING
    }

    private record Count(Instant reset, long used) {}

    CountingTwitter(long seed, Headers headers, boolean aligned) {
        this.random = new Random(seed);
        this.headers = headers;
        this.aligned = aligned;
        this.offset = Duration.ofSeconds(random.nextInt(100_000));
    }

    /** A message; counted under one key for each quota. */
    RateLimits count(List<Quota> quotas, String account, String app, Instant now) {
        List<Window> told = new ArrayList<>();
        for (Quota quota : quotas) {
            String who = quota.scope() == io.channeladapter.common.twitter.RateLimits.Scope.APP_DAY ? app : account;
            Count before = counts.get(quota.scope() + who);
            Count count = before == null || !now.isBefore(before.reset())
                    ? new Count(reset(quota, now), 1)
                    : new Count(before.reset(), before.used() + 1);
            counts.put(quota.scope() + who, count);
            if (count.used() > quota.limit()) {
                overdrawn++;
            }
            told.add(new Window(
                    quota.scope(),
                    quota.limit(),
                    Math.max(0, quota.limit() - count.used()),
                    Instant.ofEpochSecond(count.reset().getEpochSecond())));
        }
        return switch (headers) {
            case RIGHT -> new RateLimits(told);
            case MISSING -> RateLimits.UNKNOWN;
            case SOMETIMES -> random.nextBoolean() ? new RateLimits(told) : RateLimits.UNKNOWN;
            case CONTRADICTING ->
                new RateLimits(told.stream().map(window -> wrong(window, now)).toList());
        };
    }

    int overdrawn() {
        return overdrawn;
    }

    private Window wrong(Window right, Instant now) {
        return switch (random.nextInt(4)) {
            case 0 ->
                new Window(
                        right.scope(),
                        right.limit(),
                        random.nextLong(right.limit()) + 1,
                        now.plusSeconds(random.nextInt(900)));
            case 1 -> new Window(right.scope(), right.limit(), right.remaining() + 5, right.reset());
            default -> right;
        };
    }

    private Instant reset(Quota quota, Instant now) {
        if (!aligned) {
            return now.plus(quota.window());
        }
        long window = quota.window().toSeconds();
        long since = now.getEpochSecond() - offset.toSeconds();
        return Instant.ofEpochSecond((since / window + 1) * window + offset.toSeconds());
    }
}
