package io.channeladapter.router;

import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.MediaSettings;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.settings.SharedKeys;
import io.channeladapter.router.route.MediaLinks;
import io.channeladapter.router.topology.RouterTopology;
import io.channeladapter.router.topology.StreamsSettings;
import io.channeladapter.router.topology.StreamsSettings.Guarantee;
import io.channeladapter.streams.StoreMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the router.
 *
 * @param kafka the cluster
 * @param partitions of each topic that is created
 * @param streams how it runs on Kafka Streams
 * @param managementHost address that health and metrics are served at
 * @param managementPort its port; 0 takes a free one
 * @param media links to media that bots get
 */
public record RouterConfig(
        KafkaClients kafka,
        int partitions,
        StreamsSettings streams,
        String managementHost,
        int managementPort,
        MediaLinks media) {
    static final Key<String> MANAGEMENT_HOST =
            Key.text("router.management-host", "0.0.0.0", "Address that the router serves health and metrics at.");
    static final Key<Integer> MANAGEMENT_PORT =
            Key.port("router.management-port", 9082, "Port that the router serves health and metrics at.");
    static final Key<Path> STATE_DIR = Key.path(
            "router.state-dir",
            "state/bot-router",
            "Folder for the router's state; kept over a restart, else the state is read from Kafka again.");
    static final Key<Guarantee> GUARANTEE = Key.oneOf(
            "router.guarantee",
            Guarantee.class,
            Guarantee.EXACTLY_ONCE,
            "What holds between topics when a router is killed: at-least-once is faster, but a bot may read an event"
                    + " twice, under the same id.");
    static final Key<Duration> COMMIT_INTERVAL = Key.duration(
            "router.commit-interval",
            "20ms",
            "How often the router commits; under exactly-once a bot sees an event only then.");
    static final Key<Duration> BOT_DISCOVERY =
            Key.duration("router.bot-discovery", "5s", "How soon the router finds the reply topic of a new bot.");
    static final Key<Integer> THREADS =
            Key.integer("router.threads", 1, 64, 1, "Threads that route; more than partitions are idle.");
    static final Key<Integer> STANDBY_REPLICAS = Key.integer(
            "router.standby-replicas",
            0,
            3,
            0,
            "Copies of the router's state that other instances keep warm, to take over without reading it first.");
    static final Key<Long> STORE_MEMORY = StoreMemory.key("router");

    /** Every setting that the router knows. */
    public static final List<Key<?>> KEYS = List.of(
            KafkaClients.BOOTSTRAP,
            SharedKeys.PARTITIONS,
            SharedKeys.MEDIA_KEY,
            SharedKeys.MEDIA_URL,
            SharedKeys.MEDIA_LINK_LIFETIME,
            SharedKeys.MEDIA_SIGNED_HOSTS,
            SharedKeys.MEDIA_OPEN_HOSTS,
            SharedKeys.LOG_LEVEL,
            MANAGEMENT_HOST,
            MANAGEMENT_PORT,
            STATE_DIR,
            GUARANTEE,
            COMMIT_INTERVAL,
            BOT_DISCOVERY,
            THREADS,
            STANDBY_REPLICAS,
            STORE_MEMORY);

    /**
     * The router's part of the settings.
     *
     * @throws InvalidSettingsException where they do not fit together
     */
    public static RouterConfig from(Settings settings) throws InvalidSettingsException {
        try {
            return new RouterConfig(
                    KafkaClients.of(settings, RouterTopology.APPLICATION_ID),
                    settings.get(SharedKeys.PARTITIONS),
                    new StreamsSettings(
                            settings.get(GUARANTEE),
                            settings.get(COMMIT_INTERVAL),
                            settings.get(BOT_DISCOVERY),
                            settings.get(STATE_DIR),
                            settings.get(THREADS),
                            settings.get(STANDBY_REPLICAS),
                            settings.get(STORE_MEMORY)),
                    settings.get(MANAGEMENT_HOST),
                    settings.get(MANAGEMENT_PORT),
                    new MediaLinks(MediaSettings.of(settings), settings.get(SharedKeys.MEDIA_LINK_LIFETIME)));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(List.of(String.valueOf(e.getMessage())));
        }
    }
}
