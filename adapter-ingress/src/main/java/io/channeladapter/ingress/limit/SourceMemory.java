package io.channeladapter.ingress.limit;

import io.channeladapter.common.network.SourceNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers which source networks sent bad signatures, and which sent genuine ones.
 *
 * <ol>
 *   <li>A network that sent fewer than {@value #HELD_FROM} bad signatures more than {@value #FORGIVEN_PER_SECOND} a
 *       second is not held off.
 *   <li>Of one that is held off, {@value #TRIED_PER_SECOND} requests a second are verified all the same: a genuine one
 *       among them ends it.
 *   <li>A network that sent something genuine within {@link #PROVEN_FOR} is never held off, and neither is a local one,
 *       which is a proxy that nobody named, nor one of Twitter's.
 *   <li>A network is held off at most {@value #LONGEST_SECONDS} s after its last bad signature.
 *   <li>At most {@value #MOST_NETWORKS} networks of either kind are remembered; the one not heard of for longest is
 *       forgotten first.
 * </ol>
 *
 * Safe for many threads; each call takes the same short time, whatever is remembered.
 */
public final class SourceMemory {
    /** For how long after its last genuine signature a network is above suspicion. */
    public static final Duration PROVEN_FOR = Duration.ofDays(1);

    static final int HELD_FROM = 20;
    static final int FORGIVEN_PER_SECOND = 1;
    static final int TRIED_PER_SECOND = 10;
    static final int LONGEST_SECONDS = 60;
    static final int MOST_NETWORKS = 10_000;
    private static final double MOST_BAD = HELD_FROM + (double) LONGEST_SECONDS * FORGIVEN_PER_SECOND;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1).dividedBy(TRIED_PER_SECOND);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<SourceNetwork, Suspect> suspects = new LeastRecent<>();
    private final Map<SourceNetwork, Instant> proven = new LeastRecent<>();

    /** Bad signatures that are not forgiven yet, and when the next request is tried where they are too many. */
    private record Suspect(double bad, Instant at, Instant nextTry) {
        double bad(Instant now) {
            if (!now.isAfter(at)) {
                return bad;
            }
            double forgiven = Duration.between(at, now).toNanos() / NANOS_PER_SECOND * FORGIVEN_PER_SECOND;
            return Math.max(0, bad - forgiven);
        }

        boolean held(Instant now) {
            return bad(now) >= HELD_FROM;
        }
    }

    /**
     * Whether a request is to be refused unread. Where it is not although its network is held off, this was one of the
     * few that are tried.
     *
     * @return how long until the next is tried; empty where this one is to be verified
     */
    public synchronized Optional<Duration> heldOff(SourceNetwork source, Instant now) {
        Suspect suspect = suspects.get(source);
        if (suspect == null || !suspect.held(now) || isProven(source, now)) {
            return Optional.empty();
        }
        if (now.isBefore(suspect.nextTry())) {
            return Optional.of(Duration.between(now, suspect.nextTry()));
        }
        suspects.put(source, new Suspect(suspect.bad(), suspect.at(), now.plus(BETWEEN_TRIES)));
        return Optional.empty();
    }

    /** Takes note of a signature that was missing or wrong. */
    public synchronized void bad(SourceNetwork source, Instant now) {
        if (source.local() || TwitterNetworks.contain(source)) {
            return;
        }
        Suspect suspect = suspects.get(source);
        double before = suspect == null ? 0 : suspect.bad(now);
        suspects.put(
                source, new Suspect(Math.min(MOST_BAD, before + 1), now, suspect == null ? now : suspect.nextTry()));
    }

    /** Takes note of a genuine signature. */
    public synchronized void genuine(SourceNetwork source, Instant now) {
        suspects.remove(source);
        proven.put(source, now);
    }

    /** Whether the network sent something genuine not long ago. */
    public synchronized boolean isProven(SourceNetwork source, Instant now) {
        Instant last = proven.get(source);
        return last != null && now.isBefore(last.plus(PROVEN_FOR));
    }

    /** How many networks are held off. */
    public synchronized long held(Instant now) {
        return suspects.entrySet().stream()
                .filter(entry -> entry.getValue().held(now) && !isProven(entry.getKey(), now))
                .count();
    }

    synchronized int size() {
        return Math.max(suspects.size(), proven.size());
    }

    /** Forgets what was used least recently. */
    private static final class LeastRecent<V> extends LinkedHashMap<SourceNetwork, V> {
        private static final long serialVersionUID = 1L;
        private static final float LOAD = 0.75f;

        private LeastRecent() {
            super(16, LOAD, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<SourceNetwork, V> eldest) {
            return size() > MOST_NETWORKS;
        }
    }
}
