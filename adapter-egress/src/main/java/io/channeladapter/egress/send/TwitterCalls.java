package io.channeladapter.egress.send;

import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.render.Part;
import io.channeladapter.common.twitter.OutgoingMessage;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.egress.fetch.MediaOfReply;
import io.channeladapter.egress.outbox.Progress.Uploaded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls Twitter, a thread a call, never more at once than there are permits. A call whose media are being fetched and
 * uploaded takes no permit meanwhile, so that long uploads leave room for others; of these there may be as many again.
 */
public final class TwitterCalls implements Calls {
    private static final Logger LOG = LoggerFactory.getLogger(TwitterCalls.class);

    /** The message's call failed in a way that it must not. */
    private static final TwitterAnswer<SentMessage> FAILED = new TwitterAnswer.Refused<>(
            new Refusal(Refusal.Kind.UNCLEAR, 0, 0, "the call failed inside the adapter", null), RateLimits.UNKNOWN);
    /** Something before it did. */
    private static final TwitterAnswer<SentMessage> NOT_SENT = new TwitterAnswer.Refused<>(
            new Refusal(Refusal.Kind.UNREACHABLE, 0, 0, "the call failed inside the adapter", null),
            RateLimits.UNKNOWN);

    private final TwitterApis twitter;
    private final Attachments attachments;
    private final Courtesies courtesies;
    private final Executor threads;
    private final Semaphore permits;
    private final InstantSource clock;
    private final int most;
    private final Semaphore ended;
    private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
    private final Set<Long> withdrawn = ConcurrentHashMap.newKeySet();
    private final Object door = new Object();
    private final Set<Thread> preparing = new HashSet<>();
    private boolean closing;
    private int started;

    /**
     * @param threads starts a thread for each call
     * @param most calls of this task at once
     * @param permits calls of all tasks at once
     */
    public TwitterCalls(
            TwitterApis twitter,
            Attachments attachments,
            Executor threads,
            int most,
            Semaphore permits,
            InstantSource clock) {
        this.twitter = twitter;
        this.attachments = attachments;
        this.courtesies = new Courtesies(twitter, clock);
        this.threads = threads;
        this.permits = permits;
        this.clock = clock;
        this.most = most;
        this.ended = new Semaphore(0);
    }

    @Override
    public boolean hasRoom() {
        int withoutPermit;
        synchronized (door) {
            withoutPermit = Math.min(preparing.size(), most);
        }
        return started - withoutPermit < most && permits.availablePermits() > 0 && attachments.hasRoom();
    }

    @Override
    public void start(Call call) {
        started++;
        // Another task may have been quicker than hasRoom() could tell; the bound is then passed by one for a moment.
        Permit permit = new Permit(permits, permits.tryAcquire());
        MediaOfReply media = attachments.begin(call);
        Call light = call.withoutFile();
        threads.execute(() -> {
            try (media) {
                answers.add(Trace.span(
                        "send direct message", light.reply().traceparent(), () -> traced(light, media, permit)));
            } finally {
                ended.release();
                permit.giveBack();
            }
        });
    }

    @Override
    public void withdraw(long seq) {
        withdrawn.add(seq);
    }

    @Override
    public @Nullable Answered poll() {
        Answered answered = answers.poll();
        if (answered != null) {
            started--;
            withdrawn.remove(answered.call().seq());
            ended.acquireUninterruptibly();
        }
        return answered;
    }

    /** Besides, ends the fetching and uploading of media: their messages are not sent any more. */
    @Override
    public boolean awaitAll(Duration atMost) {
        synchronized (door) {
            closing = true;
            preparing.forEach(Thread::interrupt);
        }
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

    private Answered traced(Call call, @Nullable MediaOfReply media, Permit permit) {
        CheckedReply reply = call.reply();
        Trace.note(LogKeys.STREAMID, reply.conversation().streamId());
        Trace.note(LogKeys.BOT_ID, reply.botId());
        Trace.note(LogKeys.REPLY_ID, reply.id());
        Answered answered = make(call, media, permit);
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

    private Answered make(Call call, @Nullable MediaOfReply media, Permit permit) {
        long start = clock.millis();
        try {
            if (media != null) {
                media.toDisk();
            }
            return media != null
                    ? withMedia(call, media, permit)
                    : message(call, call.reply().mediaId());
        } catch (RuntimeException e) {
            // Of the message's own call none comes to here, so that no message was sent.
            failed(call, e);
            return new Answered(call, media == null ? NOT_SENT : Attachments.failed(), since(start));
        }
    }

    private static void failed(Call call, RuntimeException cause) {
        LOG.atError()
                .setCause(cause)
                .addKeyValue(LogKeys.CONVERSATION, call.reply().conversation())
                .addKeyValue(LogKeys.REPLY_ID, call.reply().id())
                .addKeyValue(LogKeys.TRACE_ID, Traceparent.traceId(call.reply().traceparent()))
                .log("call to Twitter failed in a way that it must not");
    }

    private Answered message(Call call, @Nullable String mediaId) {
        long start = clock.millis();
        TwitterAnswer<?> before = call.index() == 0 ? courtesies.show(call) : Courtesies.NONE;
        Part part = call.part();
        if (part == null) {
            return new Answered(call, withoutMessage(before), since(start));
        }
        start = clock.millis();
        OutgoingMessage message = part.to(call.reply().conversation().userId(), mediaId);
        return new Answered(call, sent(call, twitter.of(call.generation()), message), since(start));
    }

    private static TwitterAnswer<SentMessage> sent(Call call, TwitterApi api, OutgoingMessage message) {
        try {
            return api.sendMessage(call.credentials(), message);
        } catch (RuntimeException e) {
            failed(call, e);
            return FAILED;
        }
    }

    private Answered withMedia(Call call, MediaOfReply media, Permit permit) {
        Uploaded kept = call.uploaded();
        if (kept != null) {
            Answered answered = message(call, kept.mediaId());
            if (!isAboutMedia(answered.answer())) {
                return answered;
            }
            // Twitter forgets media after a day and takes them only once: they are uploaded anew.
        }
        long start = clock.millis();
        permit.giveBack();
        synchronized (door) {
            preparing.add(Thread.currentThread());
        }
        TwitterAnswer<Uploaded> uploaded;
        boolean goesOn = false;
        try {
            uploaded = attachments.attach(call, media);
        } finally {
            goesOn = isPrepared();
        }
        return switch (uploaded) {
            case TwitterAnswer.Refused<Uploaded>(Refusal refusal, RateLimits limits) ->
                new Answered(call, new TwitterAnswer.Refused<>(refusal, limits), since(start));
            case TwitterAnswer.Success<Uploaded>(Uploaded taken, RateLimits _) -> {
                if (withdrawn.contains(call.seq())) {
                    yield new Answered(call, Attachments.withdrawn(), since(start), taken);
                }
                if (goesOn && !isExpired(call)) {
                    permit.takeAgain();
                    Answered answered = message(call, taken.mediaId());
                    yield new Answered(call, answered.answer(), answered.took(), taken);
                }
                yield new Answered(call, Attachments.tooLate(), since(start), taken);
            }
        };
    }

    // From here on the call may send, so a task that closes waits for it and must not interrupt it any more.
    private boolean isPrepared() {
        synchronized (door) {
            preparing.remove(Thread.currentThread());
            return !closing;
        }
    }

    private boolean isExpired(Call call) {
        Instant expiresAt = call.reply().expiresAt();
        return expiresAt != null && !clock.instant().isBefore(expiresAt);
    }

    private static boolean isAboutMedia(TwitterAnswer<?> answer) {
        return answer instanceof TwitterAnswer.Refused<?>(Refusal refusal, var _)
                && (SendDecisions.isAboutMedia(refusal)
                        || (refusal.httpStatus() == 400 && refusal.kind() == Refusal.Kind.PERMANENT));
    }

    private Duration since(long startMillis) {
        return Duration.ofMillis(clock.millis() - startMillis);
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
