package io.channeladapter.config.page;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.config.change.CallbackUrls;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A channel as the page shows it, in words; nothing of its secrets.
 *
 * @param streamId the channel's name
 * @param botId its bot
 * @param version version that the page was made from
 * @param status where it stands
 * @param statusText what that means and what comes next
 * @param healthLevel how well it does; {@code unknown} before it is connected
 * @param healthText what is wrong and since when
 * @param account the Twitter account, or that there is none yet
 * @param environmentLabel label of the dev environment; empty in a draft
 * @param callbackUrl where Twitter sends its events
 * @param credentialsSet whether keys and tokens are stored
 * @param canEnable whether Enable makes sense now
 * @param canDisable whether Disable makes sense now
 * @param reportsUnclear whether unclear replies are reported instead of sent again
 * @param updatedAt when it last changed, in UTC
 */
public record ChannelModel(
        String streamId,
        String botId,
        long version,
        String status,
        String statusText,
        String healthLevel,
        String healthText,
        String account,
        String environmentLabel,
        String callbackUrl,
        boolean credentialsSet,
        boolean canEnable,
        boolean canDisable,
        boolean reportsUnclear,
        String updatedAt) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH);

    static ChannelModel of(Channel channel, CallbackUrls callbackUrls) {
        ChannelStatus status = channel.stage();
        TwitterAccount account = channel.account();
        Connection entered = channel.entered();
        String label = entered == null ? null : entered.environmentLabel();
        return new ChannelModel(
                channel.streamId().value(),
                channel.botId().value(),
                channel.version(),
                status.wire(),
                channel.pending() == null || channel.status() != ChannelStatus.ENABLED
                        ? text(status)
                        : "Authorize next. Messages flow by the connection from before until then.",
                connected(channel) ? channel.health().level().name().toLowerCase(Locale.ROOT) : "unknown",
                connected(channel) ? text(channel.health()) : "Nothing is connected yet.",
                account == null ? "none yet" : "@" + account.screenName() + " (" + account.name() + ")",
                label == null ? "" : label,
                callbackUrls.of(channel.streamId()).toString(),
                entered != null,
                status == ChannelStatus.AUTHORIZED || status == ChannelStatus.DISABLED,
                channel.status() == ChannelStatus.ENABLED,
                channel.afterUnclear() == AfterUnclear.REPORT,
                time(channel.updatedAt()));
    }

    /** Head line of its page. */
    public String title() {
        return account.startsWith("@") ? botId + " and " + account : botId + " on Twitter";
    }

    // Where nothing was tried yet, "healthy" would promise too much.
    private static boolean connected(Channel channel) {
        return switch (channel.status()) {
            case DRAFT, CONFIGURED -> channel.health().level() != Health.Level.HEALTHY;
            case AUTHORIZED, ENABLED, DISABLED -> true;
        };
    }

    private static String text(ChannelStatus status) {
        return switch (status) {
            case DRAFT -> "Enter keys and tokens next.";
            case CONFIGURED -> "Authorize next.";
            case AUTHORIZED -> "Enable it to let messages flow.";
            case ENABLED -> "Messages flow.";
            case DISABLED -> "Twitter's events are recorded, but nothing reaches the bot and nothing is sent.";
        };
    }

    private static String text(Health health) {
        String detail = health.detail();
        String since = "since " + time(health.since());
        return detail == null ? since : detail + " (" + since + ")";
    }

    private static String time(Instant at) {
        return TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
