package io.channeladapter.ingress.signal;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.ingress.publish.PublishOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers since when genuine webhooks of a channel could not be published and, once they can be again, tells of each
 * channel for which that was longer than Twitter repeats a webhook: those of its beginning are lost.
 *
 * <ol>
 *   <li>A span lasts from the first refusal to the last, and is over with a look that finds none for as long as Twitter
 *       repeats and {@link #MARGIN} more; recoveries in between do not end it. On a quiet channel Twitter's last repeat
 *       comes four minutes after the one before.
 *   <li>At most {@value #MOST_CHANNELS} channels are remembered, about 10 MB; of further ones nothing is told. Where
 *       that many are struck no webhook could be taken at all, which the missing signs of {@code ingress.open} tell.
 * </ol>
 *
 * Safe for many threads.
 */
public final class Refusals {
    static final int MOST_CHANNELS = 100_000;
    static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Map<StreamId, Span> spans = new ConcurrentHashMap<>();
    private final Duration repeats;
    private final Duration quiet;
    private final Consumer<ChannelSignal> signals;

    private record Span(Instant first, Instant last) {}

    /**
     * @param repeats how long Twitter repeats a webhook
     * @param signals takes each signal and must not block
     */
    public Refusals(Duration repeats, Consumer<ChannelSignal> signals) {
        this.repeats = repeats;
        this.quiet = repeats.plus(MARGIN);
        this.signals = signals;
    }

    /** Takes what became of a genuine webhook. */
    public void settled(StreamId streamId, PublishOutcome outcome, Instant now) {
        switch (outcome) {
            // A body that Kafka will never take is no outage.
            case PublishOutcome.Acknowledged _, PublishOutcome.TooLarge _ -> {}
            case PublishOutcome.Unavailable _ -> refused(streamId, now);
        }
    }

    private void refused(StreamId streamId, Instant now) {
        if (spans.size() < MOST_CHANNELS || spans.containsKey(streamId)) {
            spans.merge(streamId, new Span(now, now), (known, one) -> new Span(known.first(), now));
        }
    }

    /** Tells of the spans that have ended; to be called every few seconds while Kafka takes records. */
    public void look(Instant now) {
        spans.forEach((streamId, span) -> {
            // What is refused just now goes on with its span.
            boolean over = !now.isBefore(span.last().plus(quiet)) && spans.remove(streamId, span);
            if (over && Duration.between(span.first(), span.last()).compareTo(repeats) > 0) {
                tell(streamId, span, now);
            }
        });
    }

    int size() {
        return spans.size();
    }

    private void tell(StreamId streamId, Span span, Instant now) {
        LOG.atWarn()
                .addKeyValue(LogKeys.STREAMID, streamId)
                .log("webhooks could not be published for longer than Twitter repeats them");
        signals.accept(new ChannelSignal(
                streamId,
                ChannelSignal.Kind.EVENTS_MISSED,
                "adapter-ingress",
                now,
                "This channel's webhooks could not be stored " + ChannelSignal.Replay.inWords(span.first(), span.last())
                        + ", for longer than Twitter tries to send one.",
                null,
                null,
                ChannelSignal.Replay.of(span.first(), span.last())));
    }
}
