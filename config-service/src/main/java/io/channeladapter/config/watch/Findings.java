package io.channeladapter.config.watch;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Examined;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an examination found. Pure.
 *
 * @param credentials whether Twitter takes keys and tokens
 * @param webhook whether the webhook is registered and valid
 * @param subscription whether the account is subscribed
 * @param webhookId id of a webhook that was registered anew; null where none was
 * @param hindrance what keeps it from sending, though Twitter takes the keys; null where nothing does, or where it is not
 *     known
 */
record Findings(
        Finding credentials,
        Finding webhook,
        Finding subscription,
        @Nullable String webhookId,
        @Nullable Hindrance hindrance) {
    static final String SERVICE = "config-service";

    /**
     * What keeps a channel from sending.
     *
     * @param lasts for how long it is believed unless it is noticed again; null where something else tells that it is
     *     over
     */
    record Hindrance(Kind kind, String detail, @Nullable Duration lasts) {
        ChannelSignal signal(StreamId streamId, Instant at) {
            return new ChannelSignal(streamId, kind, SERVICE, at, detail, lasts == null ? null : at.plus(lasts), null);
        }
    }

    /**
     * What to tell: how it was found and, where something was repaired, how it is now. Both are told, so that an owner
     * sees that there was a trouble, though it is over.
     *
     * @param begun when the examination began: what was noticed later is not contradicted
     * @param ended when it ended
     */
    List<ChannelSignal> signals(StreamId streamId, Instant begun, Instant ended) {
        List<ChannelSignal> signals = new ArrayList<>();
        Examined found = new Examined(credentials.before(), webhook.before(), subscription.before(), webhookId);
        if (!found.toldNothing()) {
            signals.add(examined(streamId, begun, troubles(), found));
        }
        if (all().anyMatch(Finding.Mended.class::isInstance)) {
            Examined mended = new Examined(credentials.after(), webhook.after(), subscription.after(), webhookId);
            Instant later = ended.isAfter(begun) ? ended : begun.plusMillis(1);
            signals.add(examined(streamId, later, repairs(), mended));
        }
        if (hindrance != null) {
            signals.add(hindrance.signal(streamId, begun));
        }
        return signals;
    }

    /** The one word for it. */
    String outcome() {
        if (all().anyMatch(Finding.Ill.class::isInstance) || hindrance != null) {
            return "ill";
        }
        if (all().anyMatch(Finding.Mended.class::isInstance)) {
            return "mended";
        }
        return all().allMatch(Finding.Well.class::isInstance) ? "well" : "unknown";
    }

    private Stream<Finding> all() {
        return Stream.of(credentials, webhook, subscription);
    }

    private String troubles() {
        String told = all().map(finding -> switch (finding) {
                    case Finding.Well _, Finding.Unknown _ -> "";
                    case Finding.Ill(String detail) -> detail;
                    case Finding.Mended(String trouble, String _) -> trouble;
                })
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
        return told.isEmpty() ? "Looked at Twitter: what could be told is as it must be." : told;
    }

    private String repairs() {
        return all().map(finding -> switch (finding) {
                    case Finding.Well _, Finding.Unknown _, Finding.Ill _ -> "";
                    case Finding.Mended(String trouble, String repair) -> trouble + " " + repair;
                })
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static ChannelSignal examined(StreamId streamId, Instant at, String detail, Examined examined) {
        return new ChannelSignal(streamId, Kind.EXAMINED, SERVICE, at, detail, null, examined);
    }
}
