package io.channeladapter.config.watch;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.ChannelSignal.Replay;
import io.channeladapter.common.channel.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a webhook that is valid now was not for a while: then Twitter sent nothing, from some moment after it was last
 * known to be valid or to have brought an event. Pure.
 */
final class Blackout {
    private Blackout() {}

    /**
     * What to tell of it; empty where there was none, or one that is shorter than Twitter repeats a webhook.
     *
     * @param channel as it was before this look
     * @param findings what the look found
     */
    static Optional<ChannelSignal> over(Channel channel, Findings findings, Duration repeats, Instant now) {
        Vitals vitals = channel.vitals();
        boolean wasInvalid = Boolean.FALSE.equals(findings.webhook().before())
                || (vitals != null && Boolean.FALSE.equals(vitals.webhookValid()));
        if (vitals == null
                || !wasInvalid
                || !Boolean.TRUE.equals(findings.webhook().after())) {
            return Optional.empty();
        }
        return Stream.of(vitals.webhookValidAt(), vitals.lastEventAt())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .filter(from -> Duration.between(from, now).compareTo(repeats) > 0)
                .map(from -> new ChannelSignal(
                        channel.streamId(),
                        Kind.EVENTS_MISSED,
                        Findings.SERVICE,
                        now,
                        "Twitter held the webhook for invalid and sent nothing to it for some time "
                                + Replay.inWords(from, now) + ".",
                        null,
                        null,
                        Replay.of(from, now)));
    }
}
