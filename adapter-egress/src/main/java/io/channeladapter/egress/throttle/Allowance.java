package io.channeladapter.egress.throttle;

import io.channeladapter.common.twitter.RateLimits.Scope;
import java.util.List;
import java.util.Optional;

/**
 * What a generation of Twitter's API lets an account and an app send.
 *
 * @param quotas its limits, at most one for each scope; a scope without one is limited by what Twitter tells alone
 * @param freeReplies messages after each message of a person, and within 24 hours of it, that Twitter does not count
 * @param keptPercent share of each window that is kept for answers to people, 0 to 90
 */
public record Allowance(List<Quota> quotas, int freeReplies, int keptPercent) {
    /** No limits of our own. */
    public static final Allowance NONE = new Allowance(List.of(), 0, 0);

    /** Share of each window that is kept for answers to people, where no setting says otherwise. */
    public static final int KEPT_PERCENT = 20;

    public Allowance {
        quotas = List.copyOf(quotas);
        if (keptPercent < 0 || keptPercent > 90) {
            throw new IllegalArgumentException("from 0 to 90 of 100 can be kept for answers");
        }
    }

    /** Of v1.1: 1,000 messages a day and account, 15,000 a day and app, 5 free replies. */
    public static Allowance twitterV1() {
        return of(0, 1_000, 15_000, 5, KEPT_PERCENT);
    }

    /** Of v2: 15 messages in 15 minutes and 1,440 a day for an account, 1,440 a day for an app. */
    public static Allowance twitterV2() {
        return of(15, 1_440, 1_440, 0, KEPT_PERCENT);
    }

    /**
     * Of these limits, 0 for one that is not counted.
     *
     * @param accountShort messages of an account in 15 minutes
     * @param accountDay messages of an account in 24 hours
     * @param appDay messages of an app in 24 hours
     */
    public static Allowance of(long accountShort, long accountDay, long appDay, int freeReplies, int keptPercent) {
        List<Quota> quotas = List.of(
                new Quota(Scope.ENDPOINT, accountShort, Quota.SHORT),
                new Quota(Scope.USER_DAY, accountDay, Quota.DAY),
                new Quota(Scope.APP_DAY, appDay, Quota.DAY));
        return new Allowance(quotas.stream().filter(q -> q.limit() > 0).toList(), freeReplies, keptPercent);
    }

    /** The limit of this scope; empty where it is not counted. */
    public Optional<Quota> quota(Scope scope) {
        return quotas.stream().filter(quota -> quota.scope() == scope).findFirst();
    }

    /** How many of so many messages are kept for answers to people. */
    long kept(long limit) {
        return limit * keptPercent / 100;
    }
}
