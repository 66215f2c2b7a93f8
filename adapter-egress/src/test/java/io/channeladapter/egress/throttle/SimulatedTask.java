package io.channeladapter.egress.throttle;

import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.egress.throttle.Ask.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One task with some channels of one app, as the egress runs it: calls, answers in any order, crashes. */
final class SimulatedTask {
    /** Writes that are younger than this may be lost by a crash. */
    private static final Duration UNWRITTEN = Duration.ofSeconds(1);

    private static final Duration SETTLED_AFTER = Duration.ofSeconds(40);

    final List<Account> accounts = new ArrayList<>();
    private final Allowance allowance;
    private final AppPart part;
    private final CountingTwitter twitter;
    private final Random random;
    private AppQuota app = AppQuota.NONE;

    /** A call that Twitter counts at {@code counts} and answers at {@code answers}; lost answers are settled. */
    private static final class Call {
        Instant counts;
        Instant answers;
        boolean lost;

        @Nullable
        RateLimits told;

        Call(Instant counts, Instant answers) {
            this.counts = counts;
            this.answers = answers;
        }
    }

    private record Written(Instant at, Limits limits) {}

    /** An account, what waits for it, and what became of it. */
    static final class Account {
        final String name;
        Limits limits = Limits.NONE;
        private final List<Written> writes = new ArrayList<>(List.of(new Written(Instant.EPOCH, Limits.NONE)));
        private final List<Call> calls = new ArrayList<>();
        private final List<Call> young = new ArrayList<>();
        Instant notBefore = Instant.EPOCH;
        final List<Instant> live = new ArrayList<>();
        final List<Instant> broadcast = new ArrayList<>();

        @Nullable
        Urgency last;

        int sent;
        int sentLive;
        int sentBroadcast;

        Account(String name) {
            this.name = name;
        }
    }

    SimulatedTask(Allowance allowance, AppPart part, CountingTwitter twitter, long seed) {
        this.allowance = allowance;
        this.part = part;
        this.twitter = twitter;
        this.random = new Random(seed);
    }

    void step(Instant now, Duration agedAfter) {
        for (Account account : accounts) {
            for (Call call : account.calls) {
                if (call.told == null && !now.isBefore(call.counts)) {
                    call.told = twitter.count(allowance.quotas(), account.name, "app", now);
                }
            }
            for (Iterator<Call> calls = account.calls.iterator(); calls.hasNext(); ) {
                Call call = calls.next();
                if (!now.isBefore(call.answers)) {
                    calls.remove();
                    answered(account, call, now);
                }
            }
            account.young.removeIf(call -> call.answers.plus(UNWRITTEN).isBefore(now));
            while (!now.isBefore(account.notBefore) && start(account, agedAfter, now)) {}
        }
    }

    void crash(Instant now) {
        app = AppQuota.NONE;
        for (Account account : accounts) {
            account.writes.removeIf(written -> written.at().plus(UNWRITTEN).isAfter(now) && random.nextBoolean());
            Limits stored = account.writes.getLast().limits();
            account.limits = stored.reloaded(allowance, now);
            app = app.joined(account.limits, allowance);
            for (Call call : account.young) {
                account.calls.add(call);
            }
            account.young.clear();
            for (Call call : account.calls) {
                call.lost = true;
                call.answers = now.plus(SETTLED_AFTER);
            }
            account.notBefore = now;
        }
    }

    private boolean start(Account account, Duration agedAfter, Instant now) {
        boolean aged = !account.broadcast.isEmpty()
                && account.broadcast.getFirst().plus(agedAfter).isBefore(now);
        Urgency next = Urgency.next(!account.live.isEmpty(), !account.broadcast.isEmpty(), aged, account.last);
        if (next == null) {
            return false;
        }
        int inFlight = account.calls.size();
        int ofApp = accounts.stream().mapToInt(a -> a.calls.size()).sum();
        Throttle.Verdict verdict = Throttle.decide(
                account.limits, allowance, app.rooms(part, allowance, ofApp, now), Ask.counted(next, inFlight), now);
        switch (verdict) {
            case Throttle.Verdict.Go() -> {
                (next == Urgency.LIVE ? account.live : account.broadcast).removeFirst();
                account.last = next;
                account.sent++;
                if (next == Urgency.LIVE) {
                    account.sentLive++;
                } else {
                    account.sentBroadcast++;
                }
                Instant counts = now.plusMillis(random.nextInt(random.nextInt(50) == 0 ? 15_000 : 1_000));
                account.calls.add(
                        new Call(counts, counts.plusMillis(random.nextInt(random.nextInt(50) == 0 ? 15_000 : 1_000))));
                return true;
            }
            case Throttle.Verdict.WaitUntil(Instant until, Throttle.Why _) -> {
                account.notBefore = until == null ? now : until;
                return false;
            }
            case Throttle.Verdict.AfterAnswer() -> {
                return false;
            }
        }
    }

    private void answered(Account account, Call call, Instant now) {
        RateLimits told = call.lost || call.told == null ? RateLimits.UNKNOWN : call.told;
        account.limits = account.limits.answered(told, true, allowance, now);
        app = app.answered(told, true, allowance, now);
        if (account.limits.worthWriting(account.writes.getLast().limits())) {
            account.writes.add(new Written(now, account.limits.toStore(allowance, now)));
            while (account.writes.size() > 2
                    && account.writes.get(1).at().plus(UNWRITTEN).isBefore(now)) {
                account.writes.removeFirst();
            }
        }
        account.young.add(call);
    }
}
