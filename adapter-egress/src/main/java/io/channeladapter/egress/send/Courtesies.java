package io.channeladapter.egress.send;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.Done;
import io.channeladapter.common.twitter.TwitterApis;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The calls that come before a message: read mark and typing. They are made as well as may be: one that fails keeps no
 * message back, and one whose limit is used up is left out until its reset. Safe for many threads.
 */
final class Courtesies {
    /** None was made. */
    static final TwitterAnswer<Done> LEFT_OUT = new TwitterAnswer.Success<>(new Done(), RateLimits.UNKNOWN);

    private final TwitterApis twitter;
    private final InstantSource clock;
    private final Map<Limited, Instant> usedUpUntil = new ConcurrentHashMap<>();

    private enum Endpoint {
        MARK_READ,
        TYPING
    }

    private record Limited(StreamId streamId, Endpoint endpoint) {}

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
        TwitterAnswer<Done> last = LEFT_OUT;
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
        Instant until = usedUpUntil.get(limited);
        if (until != null && clock.instant().isBefore(until)) {
            return LEFT_OUT;
        }
        TwitterAnswer<Done> answer = call.get();
        answer.limits()
                .exhaustedUntil()
                .ifPresentOrElse(
                        reset -> usedUpUntil.put(limited, reset.plus(SendDecisions.MARGIN)),
                        () -> usedUpUntil.remove(limited));
        return answer;
    }
}
