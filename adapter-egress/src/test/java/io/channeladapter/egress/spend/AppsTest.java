package io.channeladapter.egress.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppsTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final StreamId FIRST = new StreamId("st-00000000-0000-0000-0000-000000000001");
    private static final StreamId SECOND = new StreamId("st-00000000-0000-0000-0000-000000000002");

    private final Sealer sealer = Sealer.with(Sealer.newKeyset());
    private final Apps apps = new Apps(sealer, 4);

    @Test
    void channelsOfOneAccountAreCountedAsLongAsTheyAreEnabled() {
        enable(FIRST, "app", "900");
        assertThat(sharers(FIRST)).isEqualTo(1);

        enable(SECOND, "another", "900");
        enable(SECOND, "another", "900");
        assertThat(sharers(FIRST)).isEqualTo(2);
        assertThat(sharers(SECOND)).isEqualTo(2);

        enable(SECOND, "another", "901");
        assertThat(sharers(FIRST)).isEqualTo(1);

        enable(SECOND, "another", "900");
        apps.changed(SECOND, Optional.of(channel(SECOND, "another", "900").with(ChannelStatus.DISABLED, START)));
        assertThat(sharers(FIRST)).isEqualTo(1);

        enable(SECOND, "another", "900");
        apps.changed(SECOND, Optional.empty());
        assertThat(sharers(FIRST)).isEqualTo(1);
        assertThat(apps.of(SECOND)).isEmpty();
    }

    private int sharers(StreamId streamId) {
        return apps.of(streamId).map(Apps.Membership::sharers).orElse(0);
    }

    private void enable(StreamId streamId, String apiKey, String account) {
        apps.changed(streamId, Optional.of(channel(streamId, apiKey, account)));
    }

    private Channel channel(StreamId streamId, String apiKey, String account) {
        Credentials credentials = new Credentials(
                new Secret(apiKey), new Secret("secret"), new Secret("token"), new Secret("token-secret"));
        return new Channel(
                streamId,
                new BotId("demo"),
                3,
                null,
                ChannelStatus.ENABLED,
                ApiGeneration.ACCOUNT_ACTIVITY_V1,
                "dev",
                credentials.seal(sealer, streamId),
                new TwitterAccount(account, "demo_bot", "Demo", null),
                "1",
                null,
                null,
                AfterUnclear.RESEND,
                null,
                Health.healthy(START),
                null,
                START,
                START);
    }
}
