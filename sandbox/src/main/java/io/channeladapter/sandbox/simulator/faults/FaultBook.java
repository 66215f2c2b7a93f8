package io.channeladapter.sandbox.simulator.faults;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The faults in force, in the order in which they were set. Not kept over a restart. Safe for many threads. */
public final class FaultBook {
    /** Kinds that replace or spoil the answer to a call. */
    public static final Set<Fault.Kind> OF_ANSWERS = EnumSet.of(
            Fault.Kind.RATE_LIMITED,
            Fault.Kind.ERROR,
            Fault.Kind.SILENCE,
            Fault.Kind.SILENCE_AFTER_ACCEPT,
            Fault.Kind.CUT,
            Fault.Kind.CUT_AFTER_ACCEPT);

    private final Map<String, Fault> faults = new LinkedHashMap<>();

    public synchronized void add(Fault fault) {
        faults.put(fault.id(), fault);
    }

    public synchronized List<Fault> all() {
        return List.copyOf(faults.values());
    }

    public synchronized boolean remove(String id) {
        return faults.remove(id) != null;
    }

    public synchronized void clear() {
        faults.clear();
    }

    /**
     * The oldest fault of these kinds that strikes a call; its count goes down.
     *
     * @param targets the accounts in whose name it comes, and the person whom it is about
     */
    public synchronized Optional<Fault> strike(Set<Fault.Kind> kinds, Operation call, Set<String> targets) {
        for (Iterator<Fault> all = faults.values().iterator(); all.hasNext(); ) {
            Fault fault = all.next();
            if (!fault.concerns(targets)
                    || !kinds.contains(fault.kind())
                    || !fault.on().covers(call)) {
                continue;
            }
            Fault met = fault.metOnce();
            if (met.remaining() != null && met.remaining() <= 0) {
                all.remove();
            } else {
                faults.put(fault.id(), met);
            }
            if (met.struck()) {
                return Optional.of(met);
            }
        }
        return Optional.empty();
    }

    /** The oldest fault of a kind that strikes a delivery; its count goes down. */
    public Optional<Fault> strikeDelivery(Fault.Kind kind, String accountId, @Nullable String personId) {
        return strike(
                EnumSet.of(kind), Operation.SEND, personId == null ? Set.of(accountId) : two(accountId, personId));
    }

    /** The oldest fault that spoils a challenge of an app with these users; its count goes down. */
    public Optional<Fault> strikeChallenge(Set<String> users) {
        return strike(EnumSet.of(Fault.Kind.CHALLENGE_FAILS), Operation.WEBHOOK_CHALLENGE, users);
    }

    private static Set<String> two(String one, String other) {
        return Stream.of(one, other).collect(Collectors.toUnmodifiableSet());
    }
}
