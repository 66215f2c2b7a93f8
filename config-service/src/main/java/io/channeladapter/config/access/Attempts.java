package io.channeladapter.config.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down whoever tries tokens. Reads no clock. Safe for many threads.
 *
 * <ol>
 *   <li>A client's first {@value #FREE} wrong attempts cost nothing; each further one shuts it out, for 1 s at first,
 *       twice as long each time, at most 5 minutes. What it tries meanwhile is not looked at and does not count.
 *   <li>A client is forgotten {@value #FORGOTTEN_AFTER_MINUTES} minutes after its last wrong attempt. A right one does
 *       not clear it: one's own token must not buy tries at another's.
 *   <li>While {@value #OVERALL_A_MINUTE} attempts a minute or more are wrong, whoever they come from, only the first of
 *       each client is free.
 *   <li>A client without a wrong attempt of its own is never shut out.
 *   <li>A token that was right from an address before is let through from there though it is shut out: behind one
 *       address there may be many people, and one of them must not lock out the others.
 *   <li>At most {@value #MOST_CLIENTS} clients are remembered, and as many tokens that were right; what was seen longest
 *       ago gives way.
 * </ol>
 */
final class Attempts {
    static final int FREE = 5;
    static final int OVERALL_A_MINUTE = 100;
    static final int MOST_CLIENTS = 10_000;
    static final int FORGOTTEN_AFTER_MINUTES = 15;
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Map<String, Client> clients = remembered();
    private final Map<Familiar, Instant> familiar = remembered();
    private Instant minute = Instant.MIN;
    private int wrongThisMinute;

    private record Client(int wrong, Instant last, Instant shutUntil) {}

    /** A token that was right from an address. */
    private record Familiar(String client, String token) {}

    /** What an attempt is worth. */
    sealed interface Verdict {
        /** It was right and counts. */
        record Passed() implements Verdict {}

        /**
         * It was wrong.
         *
         * @param shutFor how long the client is shut out from now on; zero for not
         */
        record Wrong(Duration shutFor) implements Verdict {}

        /**
         * It was not looked at.
         *
         * @param left after which the client may try again
         */
        record ShutOut(Duration left) implements Verdict {}
    }

    /**
     * Judges an attempt.
     *
     * @param right what tells the right token from all others that are right, but is not the token; null where it is wrong
     * @param now never goes back far
     */
    synchronized Verdict judge(String client, @Nullable String right, Instant now) {
        Client known = clients.get(client);
        if (known != null && now.isAfter(known.last().plus(Duration.ofMinutes(FORGOTTEN_AFTER_MINUTES)))) {
            clients.remove(client);
            known = null;
        }
        Duration left = left(client, now);
        boolean shutOut = left.isPositive();
        if (right != null && (!shutOut || familiar.containsKey(new Familiar(client, right)))) {
            familiar.put(new Familiar(client, right), now);
            return new Verdict.Passed();
        }
        if (shutOut) {
            return new Verdict.ShutOut(left);
        }
        int wrong = known == null ? 1 : known.wrong() + 1;
        Duration shutFor = wait(wrong - free(now));
        clients.put(client, new Client(wrong, now, now.plus(shutFor)));
        return new Verdict.Wrong(shutFor);
    }

    /** How long a client is shut out from now on; zero for not. */
    synchronized Duration left(String client, Instant now) {
        Client known = clients.get(client);
        return known != null && now.isBefore(known.shutUntil())
                ? Duration.between(now, known.shutUntil())
                : Duration.ZERO;
    }

    private static <K, V> Map<K, V> remembered() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST_CLIENTS;
            }
        };
    }

    private int free(Instant now) {
        if (now.isAfter(minute.plus(Duration.ofMinutes(1)))) {
            minute = now;
            wrongThisMinute = 0;
        }
        wrongThisMinute++;
        return wrongThisMinute > OVERALL_A_MINUTE ? 1 : FREE;
    }

    private static Duration wait(int beyondFree) {
        if (beyondFree <= 0) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(beyondFree - 1, 16));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
