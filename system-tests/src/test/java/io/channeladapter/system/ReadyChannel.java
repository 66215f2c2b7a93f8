package io.channeladapter.system;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.Credentials;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A channel in use whose state a test writes itself, for tests without a config-service.
 *
 * @param accountId Twitter's id of the account
 * @param credentials its keys and tokens
 */
record ReadyChannel(StreamId streamId, BotId botId, String accountId, Credentials credentials) {
    private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");
    private static final Secret OTHER = new Secret("other");

    /** One that can be written to, but cannot call Twitter. */
    ReadyChannel(StreamId streamId, BotId botId, String accountId, String apiSecretKey) {
        this(streamId, botId, accountId, new Credentials(OTHER, new Secret(apiSecretKey), OTHER, OTHER));
    }

    /** What its webhooks are signed with. */
    String apiSecretKey() {
        return credentials.apiSecretKey().reveal();
    }

    /** Its state, as the config-service writes it. */
    ProducerRecord<String, byte[]> state(Secret keyset) {
        String sealed = credentials.seal(Sealer.with(keyset), streamId);
        Channel channel = new Channel(
                streamId,
                botId,
                5,
                null,
                ChannelStatus.ENABLED,
                ApiGeneration.ACCOUNT_ACTIVITY_V1,
                "dev",
                sealed,
                new TwitterAccount(accountId, "shop" + accountId, "Shop", null),
                "900",
                null,
                null,
                AfterUnclear.RESEND,
                null,
                Health.healthy(AT),
                null,
                AT,
                AT);
        return new ProducerRecord<>(Topics.STATES.name(), streamId.value(), Json.bytes(channel));
    }

    String conversation(String person) {
        return streamId + ":" + person;
    }
}
