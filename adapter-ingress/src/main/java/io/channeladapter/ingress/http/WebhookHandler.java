package io.channeladapter.ingress.http;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.ingress.publish.Arrival;
import io.channeladapter.ingress.publish.PublishOutcome;
import io.channeladapter.ingress.secret.SecretLookup;
import io.channeladapter.ingress.verify.SignatureVerifier;
import io.channeladapter.ingress.verify.Verdict;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /webhooks/twitter/{streamid}}: an event of Twitter.
 *
 * <ol>
 *   <li>200 only after the broker's acknowledgement.
 *   <li>What costs least is refused first: unknown channel, announced size, encoding, a network that is held off, rate,
 *       missing signature, and only then is the body read.
 *   <li>No thread waits for the broker.
 *   <li>The time for an answer counts from the arrival, the reading of the body included.
 *   <li>Requests that are not genuine do not use up the channel's rate: else whoever knows a Callback URL could silence
 *       the channel.
 * </ol>
 */
final class WebhookHandler implements Handler {
    static final String SIGNATURE = "x-twitter-webhooks-signature";
    private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);

    /** Who sent a request, and the moment it came, on the clock and for measuring. */
    private record Arrived(Senders.Sender from, Instant instant, long nanos) {}

    private final Intake intake;
    private final BodyReader bodies;

    WebhookHandler(Intake intake) {
        this.intake = intake;
        this.bodies = new BodyReader(intake.maxBodyBytes(), intake.budgetBytes(), intake.answerWithin());
    }

    @Override
    public void handle(Context ctx) throws IOException {
        intake.meters().received();
        Arrived at = new Arrived(intake.senders().of(ctx), intake.clock().instant(), System.nanoTime());
        Optional<StreamId> streamId = KnownChannels.streamId(ctx);
        switch (intake.channels().find(streamId)) {
            case SecretLookup.Known known -> bounded(ctx, streamId.orElseThrow(), known, at);
            case SecretLookup.Unknown _ -> answer(ctx, intake.channels().unknown());
            case SecretLookup.Unreadable _ -> answer(ctx, Answer.CHANNEL_UNREADABLE);
        }
    }

    private void bounded(Context ctx, StreamId streamId, SecretLookup.Known known, Arrived at) throws IOException {
        if (ctx.req().getContentLengthLong() > bodies.maxBodyBytes()) {
            answer(ctx, Answer.BODY_TOO_LARGE);
            return;
        }
        if (isEncoded(ctx.header(Header.CONTENT_ENCODING), "identity")
                || isEncoded(ctx.header("Transfer-Encoding"), "chunked")) {
            answer(ctx, Answer.ENCODED_BODY);
            return;
        }
        Optional<Duration> heldOff = intake.sources().heldOff(at.from().network(), at.instant());
        if (heldOff.isPresent()) {
            answer(ctx, Answer.SOURCE_HELD_OFF, heldOff.get());
            return;
        }
        Optional<Duration> full = intake.limiter().full(streamId, at.instant());
        if (full.isPresent()) {
            answer(ctx, Answer.RATE_EXCEEDED, full.get());
            return;
        }
        String signature = ctx.header(SIGNATURE);
        if (signature == null || signature.isBlank()) {
            notGenuine(ctx, streamId, at, Answer.SIGNATURE_MISSING);
            return;
        }
        boolean proven = intake.sources().isProven(at.from().network(), at.instant());
        switch (bodies.read(ctx.req().getInputStream(), proven)) {
            case BodyRead.Refused refused -> answer(ctx, refused.why());
            case BodyRead.Complete body -> verified(ctx, streamId, known, signature, body, at);
        }
    }

    private void verified(
            Context ctx,
            StreamId streamId,
            SecretLookup.Known known,
            String signature,
            BodyRead.Complete body,
            Arrived at) {
        Verdict verdict = SignatureVerifier.verifyWebhook(known.valid(at.instant()), signature, body.bytes());
        if (verdict != Verdict.GENUINE) {
            body.close();
            notGenuine(ctx, streamId, at, Answer.SIGNATURE_WRONG);
            return;
        }
        intake.sources().genuine(at.from().network(), at.instant());
        Connections.genuine(ctx.req().getAttribute(Connections.attribute()));
        Optional<Duration> full = intake.limiter().take(streamId, at.instant());
        if (full.isPresent()) {
            body.close();
            answer(ctx, Answer.RATE_EXCEEDED, full.get());
            return;
        }
        publish(ctx, streamId, body, at);
    }

    private void publish(Context ctx, StreamId streamId, BodyRead.Complete body, Arrived at) {
        Trace.note(LogKeys.STREAMID, streamId);
        String traceparent =
                Trace.continuing(ctx.header("traceparent")).orElseGet(() -> Traceparent.fresh(intake.random()));
        Arrival arrival =
                new Arrival(at.instant(), traceparent, at.from().address(), replayOf(ctx.header(DeadLetter.REPLAY_OF)));
        long start = System.nanoTime();
        Duration left = intake.answerWithin().minusNanos(start - at.nanos());
        ctx.future(() -> intake.publisher()
                .publish(streamId, body.bytes(), arrival)
                .completeOnTimeout(
                        new PublishOutcome.Unavailable(PublishOutcome.Cause.TIMED_OUT),
                        left.toMillis(),
                        TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> body.close())
                // Writing to a slow peer must not hold up the producer's own thread.
                .thenAcceptAsync(outcome -> settled(ctx, streamId, traceparent, outcome, start), intake.threads()));
    }

    private void settled(Context ctx, StreamId streamId, String traceparent, PublishOutcome outcome, long start) {
        intake.meters().published(outcome.label(), Duration.ofNanos(System.nanoTime() - start));
        intake.outcomes().accept(streamId, outcome);
        LOG.atDebug()
                .addKeyValue(LogKeys.STREAMID, streamId)
                .addKeyValue(LogKeys.TRACE_ID, Traceparent.traceId(traceparent))
                .addKeyValue(LogKeys.OUTCOME, outcome.label())
                .log("webhook settled");
        answer(ctx, answerTo(outcome));
    }

    /** What the sender is told of what became of its webhook. */
    static Answer answerTo(PublishOutcome outcome) {
        return switch (outcome) {
            case PublishOutcome.Acknowledged _ -> Answer.ACCEPTED;
            case PublishOutcome.TooLarge _ -> Answer.BODY_TOO_LARGE;
            case PublishOutcome.Unavailable u ->
                switch (u.cause()) {
                    case OVERLOADED -> Answer.OVERLOADED;
                    case TIMED_OUT, REFUSED -> Answer.NOT_ACKNOWLEDGED;
                };
        };
    }

    /** Something that no step foresaw, for whatever was thrown: counted, so that the balance of the metrics holds. */
    void unforeseen(Context ctx) {
        answer(ctx, Answer.INTERNAL_ERROR);
    }

    private void notGenuine(Context ctx, StreamId streamId, Arrived at, Answer why) {
        intake.sources().bad(at.from().network(), at.instant());
        intake.badSignatures().note(streamId, at.from().network(), at.instant());
        answer(ctx, why);
    }

    private void answer(Context ctx, Answer answer) {
        count(answer);
        answer.give(ctx);
    }

    private void answer(Context ctx, Answer answer, Duration retryAfter) {
        count(answer);
        answer.give(ctx, retryAfter);
    }

    private void count(Answer answer) {
        intake.meters().answered(answer.result().label(), answer.code());
    }

    // Only who can sign gets here; what has another shape is as if it were not there.
    private static @Nullable String replayOf(@Nullable String header) {
        return header != null && DeadLetter.ID.matcher(header).matches() ? header : null;
    }

    private static boolean isEncoded(@Nullable String encoding, String harmless) {
        return encoding != null && !encoding.isBlank() && !harmless.equalsIgnoreCase(encoding.strip());
    }
}
