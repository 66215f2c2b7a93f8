package io.channeladapter.ingress;

import io.channeladapter.common.network.ForwardingHeader;
import io.channeladapter.common.network.TrustedProxies;
import io.channeladapter.common.secret.KeysetSource;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.settings.SharedKeys;
import io.channeladapter.ingress.limit.Rate;
import io.channeladapter.ingress.publish.PublishLimits;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Settings of the ingress.
 *
 * @param host address that webhooks come to
 * @param port port that webhooks come to; 0 takes a free one
 * @param maxConnections how many connections are open at once, at least 1
 * @param managementHost address of health and metrics
 * @param managementPort port of health and metrics; 0 takes a free one
 * @param trustedProxies proxies whose word is taken on who sent a webhook
 * @param forwardingHeader in which they give it
 * @param rate of each channel
 * @param publish size of the largest body, time for an acknowledgement, and how many may wait for it
 * @param repeats how long Twitter repeats a webhook that was not taken
 * @param kafka clients of the cluster
 * @param partitions of topics that are created
 * @param keyset opens the channels' credentials
 */
public record IngressConfig(
        String host,
        int port,
        int maxConnections,
        String managementHost,
        int managementPort,
        TrustedProxies trustedProxies,
        ForwardingHeader forwardingHeader,
        Rate rate,
        PublishLimits publish,
        Duration repeats,
        KafkaClients kafka,
        int partitions,
        KeysetSource keyset) {
    static final Key<String> HOST = Key.text("ingress.host", "0.0.0.0", "Address that webhooks come to.");
    static final Key<Integer> PORT = Key.port("ingress.port", 8080, "Port that webhooks come to.");
    static final Key<Integer> MAX_CONNECTIONS = Key.integer(
            "ingress.max-connections",
            16,
            100_000,
            2_000,
            "HTTP connections open at once; for one more, those give way that wait for longest.");
    static final Key<String> MANAGEMENT_HOST =
            Key.text("ingress.management-host", "0.0.0.0", "Address of the ingress's health and metrics.");
    static final Key<Integer> MANAGEMENT_PORT =
            Key.port("ingress.management-port", 9081, "Port of the ingress's health and metrics.");
    static final Key<TrustedProxies> TRUSTED_PROXIES = TrustedProxies.key(
            "ingress.trusted-proxies",
            "Proxies in front of the webhooks that are believed who sent one; of others the proxy itself is the sender.");
    static final Key<ForwardingHeader> FORWARDING_HEADER = Key.oneOf(
            "ingress.forwarding-header",
            ForwardingHeader.class,
            ForwardingHeader.X_FORWARDED_FOR,
            "Header in which those proxies say so; the other one is not read.");
    static final Key<Long> MAX_BODY = within(
            Key.size("ingress.max-body", "1MiB", "Size of the largest webhook that is taken; larger ones get 413."),
            "1KiB to 16MiB",
            size -> size >= 1L << 10 && size <= 16L << 20);
    static final Key<Integer> RATE = Key.integer(
            "ingress.rate",
            1,
            1_000_000,
            1_000,
            "Genuine webhooks of one channel that one instance takes in a second; more get 429.");
    static final Key<Integer> RATE_BURST = Key.integer(
            "ingress.rate-burst", 1, 1_000_000, 2_000, "Genuine webhooks of one channel that it takes at once.");
    static final Key<Duration> ACK_TIMEOUT = within(
            Key.duration(
                    "ingress.ack-timeout",
                    "2400ms",
                    "How long after its arrival a webhook may wait for Kafka's acknowledgement before it gets 503 and"
                            + " Twitter sends it again; Twitter itself gives 3 s."),
            "500ms to 2900ms",
            time -> time.compareTo(Duration.ofMillis(500)) >= 0 && time.compareTo(Duration.ofMillis(2_900)) <= 0);
    static final Key<Integer> MAX_WAITING = Key.integer(
            "ingress.max-waiting",
            1,
            100_000,
            2_000,
            "Webhooks that wait for Kafka's acknowledgement at once; more get 503.");

    /** Every setting that the ingress knows. */
    public static final List<Key<?>> KEYS = List.of(
            HOST,
            PORT,
            MAX_CONNECTIONS,
            MANAGEMENT_HOST,
            MANAGEMENT_PORT,
            TRUSTED_PROXIES,
            FORWARDING_HEADER,
            MAX_BODY,
            RATE,
            RATE_BURST,
            ACK_TIMEOUT,
            MAX_WAITING,
            KafkaClients.BOOTSTRAP,
            SharedKeys.PARTITIONS,
            SharedKeys.KEYSET,
            SharedKeys.TWITTER_REPEATS,
            SharedKeys.LOG_LEVEL);

    /** Client id of every Kafka client of the ingress. */
    static final String CLIENT_ID = "adapter-ingress";

    public IngressConfig {
        if (maxConnections < 1 || partitions < 1) {
            throw new IllegalArgumentException("connections and partitions are at least 1");
        }
    }

    /** The settings as read. */
    public static IngressConfig from(Settings settings) {
        return new IngressConfig(
                settings.get(HOST),
                settings.get(PORT),
                settings.get(MAX_CONNECTIONS),
                settings.get(MANAGEMENT_HOST),
                settings.get(MANAGEMENT_PORT),
                settings.find(TRUSTED_PROXIES).orElse(TrustedProxies.NONE),
                settings.get(FORWARDING_HEADER),
                new Rate(settings.get(RATE), settings.get(RATE_BURST)),
                new PublishLimits(settings.get(ACK_TIMEOUT), settings.get(MAX_WAITING), settings.get(MAX_BODY)),
                settings.get(SharedKeys.TWITTER_REPEATS),
                KafkaClients.of(settings, CLIENT_ID),
                settings.get(SharedKeys.PARTITIONS),
                SharedKeys.keyset(settings));
    }

    private static <T> Key<T> within(Key<T> key, String bounds, Predicate<T> allowed) {
        return new Key<>(
                key.name(),
                key.form() + ", " + bounds,
                key.defaultText(),
                key.required(),
                key.description(),
                key.secret(),
                text -> {
                    T value = key.parser().apply(text);
                    if (!allowed.test(value)) {
                        throw new IllegalArgumentException("out of bounds");
                    }
                    return value;
                });
    }
}
