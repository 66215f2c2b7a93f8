package io.channeladapter.config.http;

import io.channeladapter.common.channel.AfterFailure;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.channel.Vitals;
import io.channeladapter.config.change.CallbackUrls;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A channel as REST shows it: everything but its secrets.
 *
 * @param streamid the channel's name
 * @param botId its bot
 * @param version the ETag, without its quotes
 * @param status where it stands for its owner: {@code configured} also while what was entered last waits to be
 *     authorized beside an older connection
 * @param serving whether such an older connection is in use until then
 * @param enabled whether messages flow, by whichever connection is in use
 * @param generation API generation that was entered last; absent in a draft
 * @param environmentLabel label of the dev environment that was entered last; absent where there is none
 * @param callbackUrl where Twitter sends its events
 * @param account its Twitter account; absent until authorized once
 * @param health how well it does
 * @param vitals what was seen of it last; absent until something was
 * @param afterUnclear what becomes of a reply whose fate stays unclear
 * @param afterFailure what becomes of what waits behind a failed reply
 * @param credentialsSet whether keys and tokens are stored
 * @param previousSecretValidUntil until when a replaced API secret key verifies webhooks too; absent where none was kept
 * @param createdAt when it was created
 * @param updatedAt when this version came to be
 */
record ChannelBody(
        StreamId streamid,
        BotId botId,
        long version,
        ChannelStatus status,
        boolean serving,
        boolean enabled,
        @Nullable ApiGeneration generation,
        @Nullable String environmentLabel,
        URI callbackUrl,
        @Nullable TwitterAccount account,
        HealthBody health,
        @Nullable Vitals vitals,
        AfterUnclear afterUnclear,
        AfterFailure afterFailure,
        boolean credentialsSet,
        @Nullable Instant previousSecretValidUntil,
        Instant createdAt,
        Instant updatedAt) {

    static ChannelBody of(Channel channel, CallbackUrls callbackUrls) {
        Connection entered = channel.entered();
        PreviousSecret kept = channel.previousSecret();
        return new ChannelBody(
                channel.streamId(),
                channel.botId(),
                channel.version(),
                channel.stage(),
                channel.pending() != null,
                channel.status() == ChannelStatus.ENABLED,
                entered == null ? null : entered.generation(),
                entered == null ? null : entered.environmentLabel(),
                callbackUrls.of(channel.streamId()),
                channel.account(),
                HealthBody.of(channel.health()),
                channel.vitals(),
                channel.afterUnclear(),
                channel.whenFailed(),
                entered != null,
                kept == null ? null : kept.validUntil(),
                channel.createdAt(),
                channel.updatedAt());
    }
}
