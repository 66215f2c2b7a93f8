package io.channeladapter.config.http;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
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
 * @param status where it stands
 * @param generation API generation; absent in a draft
 * @param environmentLabel label of the dev environment; absent in a draft
 * @param callbackUrl where Twitter sends its events
 * @param account its Twitter account; absent until authorized once
 * @param health how well it does
 * @param vitals what was seen of it last; absent until something was
 * @param afterUnclear what becomes of a reply whose fate stays unclear
 * @param credentialsSet whether keys and tokens are stored
 * @param createdAt when it was created
 * @param updatedAt when this version came to be
 */
record ChannelBody(
        StreamId streamid,
        BotId botId,
        long version,
        ChannelStatus status,
        @Nullable ApiGeneration generation,
        @Nullable String environmentLabel,
        URI callbackUrl,
        @Nullable TwitterAccount account,
        HealthBody health,
        @Nullable Vitals vitals,
        AfterUnclear afterUnclear,
        boolean credentialsSet,
        Instant createdAt,
        Instant updatedAt) {

    static ChannelBody of(Channel channel, CallbackUrls callbackUrls) {
        return new ChannelBody(
                channel.streamId(),
                channel.botId(),
                channel.version(),
                channel.status(),
                channel.generation(),
                channel.environmentLabel(),
                callbackUrls.of(channel.streamId()),
                channel.account(),
                HealthBody.of(channel.health()),
                channel.vitals(),
                channel.afterUnclear(),
                channel.sealedCredentials() != null,
                channel.createdAt(),
                channel.updatedAt());
    }
}
