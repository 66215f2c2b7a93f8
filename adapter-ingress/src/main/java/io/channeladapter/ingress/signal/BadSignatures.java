package io.channeladapter.ingress.signal;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.network.SourceNetwork;
import io.channeladapter.common.observe.LogKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a burst of bad signatures on a channel into one {@link ChannelSignal}, at most one for each channel in 10 s.
 * Safe for many threads.
 */
public final class BadSignatures {
    private static final Logger LOG = LoggerFactory.getLogger(BadSignatures.class);

    /** A burst is over when none followed for so long. */
    private static final Duration OVER_AFTER = Duration.ofMinutes(10);

    private final BadSignatureBursts bursts = new BadSignatureBursts();
    private final Consumer<ChannelSignal> signals;

    /** @param signals takes each signal and must not block */
    public BadSignatures(Consumer<ChannelSignal> signals) {
        this.signals = signals;
    }

    /** Counts a request whose signature was missing or wrong. */
    public void note(StreamId streamId, SourceNetwork source, Instant now) {
        bursts.note(streamId, source, now).ifPresent(burst -> {
            LOG.atWarn()
                    .addKeyValue(LogKeys.STREAMID, streamId)
                    .addKeyValue(LogKeys.COUNT, burst.count())
                    .addKeyValue(LogKeys.SOURCE, burst.most())
                    .log("burst of bad signatures");
            signals.accept(new ChannelSignal(
                    streamId,
                    ChannelSignal.Kind.BAD_SIGNATURES,
                    "adapter-ingress",
                    now,
                    "At least " + burst.count() + " requests within "
                            + Math.max(1, burst.lasted().toSeconds())
                            + " s were not signed with this channel's API secret key. They were refused. Either someone"
                            + " else knows the Callback URL, or the API secret key was changed at Twitter. They came"
                            + " from " + burst.sources() + ".",
                    now.plus(OVER_AFTER),
                    null));
        });
    }
}
