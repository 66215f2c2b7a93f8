package io.channeladapter.config.watch;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Examined;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.StreamId;
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
 * @param permissionMissing what to tell where the tokens may not send; null where they may, or where it is not known
 */
record Findings(
        Finding credentials,
        Finding webhook,
        Finding subscription,
        @Nullable String webhookId,
        @Nullable String permissionMissing) {
    static final String SERVICE = "config-service";

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
            signals.add(signal(streamId, Kind.EXAMINED, begun, troubles(), found));
        }
        if (all().anyMatch(Finding.Mended.class::isInstance)) {
            Examined mended = new Examined(credentials.after(), webhook.after(), subscription.after(), webhookId);
            Instant later = ended.isAfter(begun) ? ended : begun.plusMillis(1);
            signals.add(signal(streamId, Kind.EXAMINED, later, repairs(), mended));
        }
        if (permissionMissing != null) {
            signals.add(signal(streamId, Kind.PERMISSION_MISSING, begun, permissionMissing, null));
        }
        return signals;
    }

    /** The one word for it. */
    String outcome() {
        if (all().anyMatch(Finding.Ill.class::isInstance) || permissionMissing != null) {
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

    private static ChannelSignal signal(
            StreamId streamId, Kind kind, Instant at, String detail, @Nullable Examined examined) {
        return new ChannelSignal(streamId, kind, SERVICE, at, detail, null, examined);
    }
}
