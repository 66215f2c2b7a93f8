package io.channeladapter.ingress.secret;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import java.time.Instant;

/** Channels for tests. */
public final class TestChannels {
    public static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");

    private TestChannels() {}

    public static Channel draft(StreamId streamId) {
        return Channel.draft(streamId, new BotId("demo"), AT);
    }

    public static Channel configured(StreamId streamId, Sealer sealer, String apiSecretKey) {
        Secret other = new Secret("other");
        return sealed(streamId, new Credentials(other, new Secret(apiSecretKey), other, other).seal(sealer, streamId));
    }

    public static Channel sealed(StreamId streamId, String sealedCredentials) {
        return new Channel(
                streamId,
                new BotId("demo"),
                2,
                null,
                ChannelStatus.CONFIGURED,
                ApiGeneration.ACCOUNT_ACTIVITY_V1,
                "dev",
                sealedCredentials,
                null,
                null,
                null,
                null,
                AfterUnclear.RESEND,
                null,
                Health.healthy(AT),
                null,
                AT,
                AT);
    }
}
