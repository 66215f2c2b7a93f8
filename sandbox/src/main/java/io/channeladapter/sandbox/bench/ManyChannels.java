package io.channeladapter.sandbox.bench;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Condition;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.Credentials;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Channels as a large company has them, the same for the same number: 50 to a bot, but for one bot with a twentieth of
 * all. They are connected and disabled, so that no one asks Twitter about them.
 *
 * @param count how many
 */
record ManyChannels(int count) {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TO_A_BOT = 50;
    private static final int SHARE_OF_THE_LARGE_BOT = 20;
    private static final int ONE_IN_SO_MANY_IS_BROKEN = 200;

    /** Bot with the most channels. */
    static final String LARGE_BOT = "large-bot";

    static String streamId(int number) {
        return StreamId.of(new UUID(0x0123456789ab4000L, 0x8000000000000000L | number))
                .value();
    }

    static String apiSecretKey(int number) {
        return "key-secret-" + number;
    }

    static String screenName(int number) {
        return "account_" + number;
    }

    String botId(int number) {
        return number < count / SHARE_OF_THE_LARGE_BOT ? LARGE_BOT : "bot-" + number / TO_A_BOT;
    }

    /** Writes them to {@code channel.states}; returns when the broker has all of them. */
    void writeTo(String bootstrapServers, Sealer sealer) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20, "batch.size", 128 * 1024),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                byte[] state = Json.bytes(channel(number, sealer));
                sent.add(producer.send(new ProducerRecord<>(Topics.STATES.name(), streamId(number), state)));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private Channel channel(int number, Sealer sealer) {
        StreamId streamId = new StreamId(streamId(number));
        Instant created = CREATED.plusSeconds(number);
        Credentials credentials = new Credentials(
                new Secret("key-" + number),
                new Secret(apiSecretKey(number)),
                new Secret("token-" + number),
                new Secret("token-secret-" + number));
        TwitterAccount account = new TwitterAccount(
                String.valueOf(1_000_000_000L + number), screenName(number), "Account " + number, null);
        return new Channel(
                streamId,
                new BotId(botId(number)),
                4,
                null,
                ChannelStatus.DISABLED,
                ApiGeneration.ACCOUNT_ACTIVITY_V1,
                "prod",
                credentials.seal(sealer, streamId),
                account,
                String.valueOf(2_000_000_000L + number),
                null,
                null,
                AfterUnclear.RESEND,
                null,
                number % ONE_IN_SO_MANY_IS_BROKEN == 0 ? broken(created) : Health.healthy(created),
                null,
                created,
                created);
    }

    private static Health broken(Instant since) {
        Condition condition = new Condition(
                "credentials-refused",
                Health.Level.BROKEN,
                "Twitter refuses the keys.",
                since,
                since,
                null,
                "adapter-egress");
        return new Health(Health.Level.BROKEN, condition.cause(), condition.detail(), since, List.of(condition));
    }
}
