package io.channeladapter.egress.send;

import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.twitter.OutgoingMessage;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.egress.render.Part;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls Twitter, a thread a call, never more at once than there are permits. */
public final class TwitterCalls implements Calls {
    private static final Logger LOG = LoggerFactory.getLogger(TwitterCalls.class);

    private final TwitterApis twitter;
    private final Courtesies courtesies;
    private final Executor threads;
    private final Semaphore permits;
    private final InstantSource clock;
    private final int most;
    private final Semaphore ended;
    private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
    private int started;

    /**
     * @param threads starts a thread for each call
     * @param most calls of this task at once
     * @param permits calls of all tasks at once
     */
    public TwitterCalls(TwitterApis twitter, Executor threads, int most, Semaphore permits, InstantSource clock) {
        this.twitter = twitter;
        this.courtesies = new Courtesies(twitter, clock);
        this.threads = threads;
        this.permits = permits;
        this.clock = clock;
        this.most = most;
        this.ended = new Semaphore(0);
    }

    @Override
    public boolean hasRoom() {
        return started < most && permits.availablePermits() > 0;
    }

    @Override
    public void start(Call call) {
        started++;
        // Another task may have been quicker than hasRoom() could tell; the bound is then passed by one for a moment.
        boolean permit = permits.tryAcquire();
        threads.execute(() -> {
            try {
                answers.add(Trace.span("send direct message", call.reply().traceparent(), () -> traced(call)));
            } finally {
                ended.release();
                if (permit) {
                    permits.release();
                }
            }
        });
    }

    @Override
    public @Nullable Answered poll() {
        Answered answered = answers.poll();
        if (answered != null) {
            started--;
            ended.acquireUninterruptibly();
        }
        return answered;
    }

    @Override
    public boolean awaitAll(Duration atMost) {
        try {
            int waitFor = started;
            boolean all = ended.tryAcquire(waitFor, atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (all) {
                ended.release(waitFor);
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Answered traced(Call call) {
        CheckedReply reply = call.reply();
        Trace.note(LogKeys.STREAMID, reply.conversation().streamId());
        Trace.note(LogKeys.BOT_ID, reply.botId());
        Trace.note(LogKeys.REPLY_ID, reply.id());
        Answered answered = make(call);
        String outcome = "taken";
        if (answered.answer() instanceof TwitterAnswer.Refused<?>(Refusal refusal, var _)) {
            outcome = refusal.kind().name().toLowerCase(Locale.ROOT);
            Trace.failed(outcome);
        }
        LOG.atDebug()
                .addKeyValue(LogKeys.STREAMID, reply.conversation().streamId())
                .addKeyValue(LogKeys.REPLY_ID, reply.id())
                .addKeyValue(LogKeys.TRACE_ID, Traceparent.traceId(reply.traceparent()))
                .addKeyValue(LogKeys.OUTCOME, outcome)
                .log("Twitter answered");
        return answered;
    }

    private Answered make(Call call) {
        long start = clock.millis();
        try {
            TwitterAnswer<?> before = call.index() == 0 ? courtesies.show(call) : Courtesies.LEFT_OUT;
            Part part = call.part();
            if (part == null) {
                return new Answered(call, withoutMessage(before), Duration.ofMillis(clock.millis() - start));
            }
            start = clock.millis();
            OutgoingMessage message =
                    part.to(call.reply().conversation().userId(), call.reply().mediaId());
            TwitterAnswer<SentMessage> answer = twitter.of(call.generation()).sendMessage(call.credentials(), message);
            return new Answered(call, answer, Duration.ofMillis(clock.millis() - start));
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue(LogKeys.CONVERSATION, call.reply().conversation())
                    .addKeyValue(LogKeys.REPLY_ID, call.reply().id())
                    .addKeyValue(
                            LogKeys.TRACE_ID, Traceparent.traceId(call.reply().traceparent()))
                    .log("call to Twitter failed in a way that it must not");
            Refusal unclear = new Refusal(Refusal.Kind.UNCLEAR, 0, 0, "the call failed inside the adapter", null);
            return new Answered(
                    call,
                    new TwitterAnswer.Refused<>(unclear, RateLimits.UNKNOWN),
                    Duration.ofMillis(clock.millis() - start));
        }
    }

    // Limits of other calls say nothing about the message call, and typing that comes a quarter of an hour late is
    // none.
    private static TwitterAnswer<SentMessage> withoutMessage(TwitterAnswer<?> answer) {
        return switch (answer) {
            case TwitterAnswer.Success<?> _ -> new TwitterAnswer.Success<>(new SentMessage(""), RateLimits.UNKNOWN);
            case TwitterAnswer.Refused<?>(Refusal refusal, var _) ->
                new TwitterAnswer.Refused<>(
                        refusal.kind() == Refusal.Kind.RATE_LIMITED
                                ? new Refusal(
                                        Refusal.Kind.PERMANENT,
                                        refusal.httpStatus(),
                                        refusal.code(),
                                        refusal.reason(),
                                        refusal.message(),
                                        null)
                                : refusal,
                        RateLimits.UNKNOWN);
        };
    }
}
