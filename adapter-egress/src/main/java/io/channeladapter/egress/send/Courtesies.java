package io.channeladapter.egress.send;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.Done;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.egress.throttle.Allowance;
import io.channeladapter.egress.throttle.Ask;
import io.channeladapter.egress.throttle.Limits;
import io.channeladapter.egress.throttle.Quota;
import io.channeladapter.egress.throttle.Throttle;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that come before a message: read mark and typing. They are made as well as may be: one that fails keeps no
 * message back, and one whose limit is used up is left out. Twitter counts each of the two for itself, apart from
 * messages; so do we, in memory alone: after a restart its headers tell. Safe for many threads.
 */
final class Courtesies {
    /** None was asked for. */
    static final TwitterAnswer<Done> NONE = new TwitterAnswer.Success<>(new Done(), RateLimits.UNKNOWN);

    /** Calls of an account to each endpoint in 15 minutes, by v1.1. */
    static final int MOST = 1_000;

    private static final Allowance ALLOWANCE = Allowance.of(MOST, 0, 0, 0, 0);
    private static final TwitterAnswer<Done> LEFT_OUT = new TwitterAnswer.Refused<>(
            new Refusal(
                    Refusal.Kind.RATE_LIMITED,
                    0,
                    0,
                    "The account's typing signs or read marks for 15 minutes are used up.",
                    null),
            RateLimits.UNKNOWN);

    private final TwitterApis twitter;
    private final InstantSource clock;
    // What was not used for a whole window tells nothing: it makes room for others.
    private final Map<Limited, Spent> spent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Limited, Spent> eldest) {
            Spent unused = eldest.getValue();
            return unused.inFlight() == 0
                    && unused.last().plus(Quota.SHORT.multipliedBy(2)).isBefore(clock.instant());
        }
    };

    private enum Endpoint {
        MARK_READ,
        TYPING
    }

    private record Limited(StreamId streamId, Endpoint endpoint) {}

    private record Spent(Limits limits, int inFlight, Instant last) {}

    Courtesies(TwitterApis twitter, InstantSource clock) {
        this.twitter = twitter;
        this.clock = clock;
    }

    /** Makes them, and yields the answer of the last. */
    TwitterAnswer<Done> show(Call call) {
        CheckedReply reply = call.reply();
        StreamId streamId = reply.conversation().streamId();
        String person = reply.conversation().userId();
        TwitterApi api = twitter.of(call.generation());
        TwitterAnswer<Done> last = NONE;
        String markRead = reply.markRead();
        if (markRead != null) {
            last = limited(
                    new Limited(streamId, Endpoint.MARK_READ),
                    () -> api.markRead(call.credentials(), person, markRead));
        }
        if (reply.typing()) {
            last = limited(
                    new Limited(streamId, Endpoint.TYPING), () -> api.indicateTyping(call.credentials(), person));
        }
        return last;
    }

    private TwitterAnswer<Done> limited(Limited limited, Supplier<TwitterAnswer<Done>> call) {
        if (!begin(limited)) {
            return LEFT_OUT;
        }
        RateLimits told = RateLimits.UNKNOWN;
        @Nullable Instant heldUntil = null;
        try {
            TwitterAnswer<Done> answer = call.get();
            told = answer.limits();
            if (answer instanceof TwitterAnswer.Refused<Done>(Refusal refusal, RateLimits _)
                    && refusal.kind() == Refusal.Kind.RATE_LIMITED) {
                Instant lifted = refusal.retryAt();
                Instant now = clock.instant();
                heldUntil = lifted == null || lifted.isAfter(now.plus(SendDecisions.LONGEST_LIMIT))
                        ? now.plus(Quota.SHORT)
                        : lifted.plus(SendDecisions.MARGIN);
            }
            return answer;
        } finally {
            ended(limited, told, heldUntil);
        }
    }

    private synchronized boolean begin(Limited limited) {
        Instant now = clock.instant();
        Spent before = spent.getOrDefault(limited, new Spent(Limits.NONE, 0, now));
        Ask ask = Ask.counted(Ask.Urgency.LIVE, before.inFlight());
        boolean goes = Throttle.decide(before.limits(), ALLOWANCE, List.of(), ask, now) instanceof Throttle.Verdict.Go;
        if (goes) {
            spent.put(limited, new Spent(before.limits(), before.inFlight() + 1, now));
        }
        return goes;
    }

    private synchronized void ended(Limited limited, RateLimits told, @Nullable Instant heldUntil) {
        Instant now = clock.instant();
        Spent before = Objects.requireNonNull(spent.get(limited));
        Limits counted = before.limits().answered(told, true, ALLOWANCE, now);
        Limits next = heldUntil == null ? counted.worked() : counted.limited(heldUntil);
        spent.put(limited, new Spent(next, before.inFlight() - 1, now));
    }
}
