package io.channeladapter.config.decide;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a service noticed into a channel's health. Pure; the time is the signal's.
 *
 * <table>
 * <caption>Signal to health</caption>
 * <tr><th>signal</th><th>health</th></tr>
 * <tr><td>credentials-refused, permission-missing, account-restricted, account-revoked</td><td>broken</td></tr>
 * <tr><td>bad-signatures</td><td>degraded; a broken channel stays broken</td></tr>
 * <tr><td>sending-works</td><td>healthy</td></tr>
 * </table>
 *
 * A signal that says what is known already changes nothing, nor does one about a draft, about a channel that does not
 * exist, or from before the present health began.
 */
public final class FoldSignal {
    /** Who is named as the actor of what the adapter does by itself. */
    static final String ACTOR = "adapter";

    private FoldSignal() {}

    /** What the signal changes; null for a channel that does not exist. */
    public static Decision fold(@Nullable Channel channel, ChannelSignal signal) {
        if (channel == null) {
            return new Decision.Unchanged(0);
        }
        Health now = channel.health();
        Health next = health(signal, now);
        boolean same = now.level() == next.level() && Objects.equals(now.cause(), next.cause());
        if (channel.status() == ChannelStatus.DRAFT || same || signal.at().isBefore(now.since())) {
            return new Decision.Unchanged(channel.version());
        }
        Channel changed = channel.with(next, signal.at());
        boolean recovered = next.level() == Health.Level.HEALTHY;
        Map<String, String> details = Map.of(
                "level",
                next.level().name().toLowerCase(Locale.ROOT),
                "cause",
                Objects.requireNonNullElse(recovered ? now.cause() : next.cause(), "unknown"),
                "detail",
                signal.detail(),
                "noticedBy",
                signal.service());
        return new Decision.Changed(
                changed,
                new ChannelEvent(
                        changed.streamId(),
                        changed.botId(),
                        changed.version(),
                        recovered ? ChannelEvent.Type.RECOVERED : ChannelEvent.Type.DEGRADED,
                        signal.at(),
                        ACTOR,
                        details));
    }

    private static Health health(ChannelSignal signal, Health now) {
        return switch (signal.kind()) {
            case CREDENTIALS_REFUSED -> ill(Health.Level.BROKEN, "credentials-refused", signal);
            case PERMISSION_MISSING -> ill(Health.Level.BROKEN, "permission-missing", signal);
            case ACCOUNT_RESTRICTED -> ill(Health.Level.BROKEN, "account-restricted", signal);
            case ACCOUNT_REVOKED -> ill(Health.Level.BROKEN, "account-revoked", signal);
            case BAD_SIGNATURES ->
                now.level() == Health.Level.BROKEN ? now : ill(Health.Level.DEGRADED, "bad-signatures", signal);
            case QUOTA_NEARLY_SPENT, MESSAGES_UNREADABLE, SILENT, EVENT_SEEN, ANSWER_SENT, EXAMINED -> now;
            case SENDING_WORKS -> Health.healthy(signal.at());
        };
    }

    private static Health ill(Health.Level level, String cause, ChannelSignal signal) {
        return new Health(level, cause, signal.detail(), signal.at(), null);
    }
}
