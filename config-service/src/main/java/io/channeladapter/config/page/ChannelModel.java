package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.decide.Cause;
import java.util.Locale;

/**
 * A channel as all its pages show it, in words; nothing of its secrets.
 *
 * @param streamId the channel's name
 * @param botId its bot
 * @param version version that the page was made from
 * @param live names what is shown; another one when there is something new to show
 * @param status where it stands for its owner
 * @param statusText what that means and what comes next
 * @param healthLevel how well it does; {@code unknown} before it is connected
 * @param healthText what is wrong and since when
 * @param account the Twitter account's name after the @; empty where there is none yet
 * @param accountName the account's displayed name; empty where there is none yet
 * @param picture whether the account has a picture
 * @param callbackUrl where Twitter sends its events
 * @param credentialsSet whether keys and tokens are stored
 * @param canEnable whether Enable makes sense now
 * @param canDisable whether Disable makes sense now
 * @param paused whether sending is paused until someone releases it
 * @param waiting how many replies wait to be sent, as far as known
 * @param mayChange whether the one who looks may change it
 */
public record ChannelModel(
        String streamId,
        String botId,
        long version,
        String live,
        String status,
        String statusText,
        String healthLevel,
        String healthText,
        String account,
        String accountName,
        boolean picture,
        String callbackUrl,
        boolean credentialsSet,
        boolean canEnable,
        boolean canDisable,
        boolean paused,
        int waiting,
        boolean mayChange) {

    static ChannelModel of(Channel channel, CallbackUrls callbackUrls, int waiting, boolean mayChange) {
        ChannelStatus inUse = channel.status();
        TwitterAccount account = channel.account();
        return new ChannelModel(
                channel.streamId().value(),
                channel.botId().value(),
                channel.version(),
                live(channel),
                channel.stage().wire(),
                statusText(channel),
                connected(channel) ? channel.health().level().name().toLowerCase(Locale.ROOT) : "unknown",
                connected(channel) ? text(channel.health()) : "Nothing is connected yet.",
                account == null ? "" : account.screenName(),
                account == null ? "" : account.name(),
                account != null && account.pictureUrl() != null,
                callbackUrls.of(channel.streamId()).toString(),
                channel.entered() != null,
                channel.stage() == ChannelStatus.AUTHORIZED || channel.stage() == ChannelStatus.DISABLED,
                inUse == ChannelStatus.ENABLED,
                Cause.SENDING_PAUSED.isIn(channel.health()),
                waiting,
                mayChange);
    }

    /** Names what is shown of the channel, the same on each instance. */
    static String live(Channel channel) {
        return channel.version() + "-"
                + Integer.toHexString(String.valueOf(channel.vitals()).hashCode());
    }

    /** The account as people write it. */
    public String handle() {
        return hasAccount() ? "@" + account : "Twitter";
    }

    /** Whether it was connected to an account once. */
    public boolean hasAccount() {
        return !account.isEmpty();
    }

    /** Where its page of this name is. */
    public String at(String page) {
        return "/channels/" + streamId + "/" + page;
    }

    /** For the three marks of the way to messages that flow: {@code done}, {@code next} or {@code later}. */
    public String mark(String step) {
        int reached = switch (status) {
            case "draft" -> 0;
            case "configured" -> 1;
            case "authorized", "disabled" -> 2;
            default -> 3;
        };
        int wanted = switch (step) {
            case "keys" -> 0;
            case "authorize" -> 1;
            default -> 2;
        };
        return wanted < reached ? "done" : wanted == reached ? "next" : "later";
    }

    // Where nothing was tried yet, "healthy" would promise too much.
    private static boolean connected(Channel channel) {
        return switch (channel.status()) {
            case DRAFT, CONFIGURED -> channel.health().level() != Health.Level.HEALTHY;
            case AUTHORIZED, ENABLED, DISABLED -> true;
        };
    }

    private static String statusText(Channel channel) {
        ChannelStatus inUse = channel.status();
        if (channel.pending() != null) {
            return besides(inUse);
        }
        if (inUse == ChannelStatus.ENABLED && channel.health().level() == Health.Level.BROKEN) {
            return "Messages would flow, but something keeps them from it.";
        }
        return inUse == ChannelStatus.ENABLED && Cause.SENDING_PAUSED.isIn(channel.health())
                ? "Messages reach the bot, but sending is paused."
                : text(inUse);
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

    private static String besides(ChannelStatus inUse) {
        return switch (inUse) {
            case ENABLED -> "Authorize what was entered last. Until then messages flow by the connection as before.";
            case DISABLED -> "Authorize what was entered last. The connection as before is disabled.";
            case DRAFT, CONFIGURED, AUTHORIZED -> "Authorize what was entered last.";
        };
    }

    private static String text(Health health) {
        String detail = health.detail();
        String since = "since " + Words.time(health.since());
        return detail == null ? since : detail + " (" + since + ")";
    }
}
