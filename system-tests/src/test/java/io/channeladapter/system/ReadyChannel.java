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
 * @param apiSecretKey signs its webhooks
 */
record ReadyChannel(StreamId streamId, BotId botId, String accountId, String apiSecretKey) {
    private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");

    /** Its state, as the config-service writes it. */
    ProducerRecord<String, byte[]> state(Secret keyset) {
        Secret other = new Secret("other");
        String sealed =
                new Credentials(other, new Secret(apiSecretKey), other, other).seal(Sealer.with(keyset), streamId);
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
