package io.channeladapter.egress;

import io.channeladapter.common.secret.KeysetSource;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.MediaSettings;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.settings.SharedKeys;
import io.channeladapter.egress.anomaly.Thresholds;
import io.channeladapter.egress.fetch.FetchConfig;
import io.channeladapter.egress.media.MediaConfig;
import io.channeladapter.egress.media.MediaLimits;
import io.channeladapter.egress.throttle.Allowance;
import io.channeladapter.egress.throttle.Allowances;
import io.channeladapter.streams.StoreMemory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Settings of the egress.
 *
 * @param kafka its Kafka clients
 * @param partitions partitions of each topic that it has to create
 * @param keyset opens the channels' credentials
 * @param twitterUrl where Twitter's API is
 * @param twitterTimeout longest call, at least 1 ms
 * @param managementHost where health and metrics are served
 * @param managementPort 0 takes a free one
 * @param stateDir where the outbox is kept on disk
 * @param threads stream threads, at least 1
 * @param standbys copies of the outbox that other instances keep ready, at least 0
 * @param storeMemory bytes outside of the heap that the outbox of all partitions shares, see {@link StoreMemory}
 * @param maxInFlight calls at once, at least 1
 * @param maxInFlightPerChannel calls of one channel at once, 1 to {@code maxInFlight}
 * @param settleWait how long replies of before a start wait after the echoes of before were read
 * @param unclearWait how long a reply whose fate is unclear waits for its echo
 * @param giveUpAfter after so long in trouble at Twitter a reply fails
 * @param maxTries after so many tries in trouble a reply fails while others of its channel are sent, at least 2
 * @param anomalies from when on what a bot writes looks like a mistake
 * @param uploadUrl where Twitter's API v1.1 takes media
 * @param fetch how media of replies are fetched
 * @param allowances what Twitter lets accounts and apps send
 * @param media how media are served; empty where they are not
 */
public record EgressConfig(
        KafkaClients kafka,
        int partitions,
        KeysetSource keyset,
        URI twitterUrl,
        Duration twitterTimeout,
        String managementHost,
        int managementPort,
        Path stateDir,
        int threads,
        int standbys,
        long storeMemory,
        int maxInFlight,
        int maxInFlightPerChannel,
        Duration settleWait,
        Duration unclearWait,
        Duration giveUpAfter,
        int maxTries,
        Thresholds anomalies,
        URI uploadUrl,
        FetchConfig fetch,
        Allowances allowances,
        Optional<MediaConfig> media) {

    static final Key<String> MANAGEMENT_HOST =
            Key.text("egress.management-host", "0.0.0.0", "Address on which health and metrics are served.");
    static final Key<Integer> MANAGEMENT_PORT =
            Key.port("egress.management-port", 9083, "Port on which health and metrics are served.");
    static final Key<Path> STATE_DIR = Key.path(
            "egress.state-dir",
            "data/egress",
            "Folder for a copy of the outbox; kept over restarts, it saves reading the outbox from Kafka.");
    static final Key<Integer> THREADS =
            Key.integer("egress.threads", 1, 256, 1, "Stream threads; more than there are partitions stay idle.");
    static final Key<Integer> STANDBYS = Key.integer(
            "egress.standbys",
            0,
            5,
            0,
            "Copies of each part of the outbox that other instances keep ready, so that one that takes over need not"
                    + " read it from Kafka first; each costs the disk and the reading of one more.");
    static final Key<Long> STORE_MEMORY = StoreMemory.key("egress");
    static final Key<Integer> MAX_IN_FLIGHT =
            Key.integer("egress.max-in-flight", 1, 10_000, 512, "Calls to Twitter at once.");
    static final Key<Integer> MAX_IN_FLIGHT_PER_CHANNEL = Key.integer(
            "egress.max-in-flight-per-channel",
            1,
            10_000,
            64,
            "Calls to Twitter at once for one channel, so that a channel whose calls hang leaves room for others.");
    static final Key<Duration> SETTLE_WAIT = Key.duration(
            "egress.settle-wait",
            "5s",
            "How long replies of before a start wait for echoes, once the echoes of before were read: longer than an"
                    + " echo usually takes from Twitter to here.");
    static final Key<Duration> UNCLEAR_WAIT = Key.duration(
            "egress.unclear-wait",
            "45s",
            "How long a reply waits for its echo when Twitter did not say whether it took it, or when its call was"
                    + " under way while a sender was killed: longer than the half minute after which Twitter repeats an"
                    + " echo that nobody took.");
    static final Key<Duration> GIVE_UP_AFTER = Key.duration(
            "egress.give-up-after", "24h", "After how long of trouble at Twitter a reply fails instead of waiting on.");
    static final Key<Integer> MAX_TRIES = Key.integer(
            "egress.max-tries",
            2,
            1_000,
            12,
            "After how many tries in trouble at Twitter a reply fails while others of its channel are sent.");

    static final Key<FetchConfig.Reach> FETCH_FROM = Key.oneOf(
            "egress.fetch-from",
            FetchConfig.Reach.class,
            FetchConfig.Reach.INTERNET,
            "Where the address of media in a reply may lead: to what the whole internet can reach, or also to this machine"
                    + " and to private networks. What clouds tell a machine about itself is never asked.");
    static final Key<Long> FETCH_MAX_SIZE = Key.size(
            "egress.fetch-max-size",
            "512MiB",
            "Largest file that is fetched for a reply; Twitter's own limits, 5 MiB for a picture, hold besides.");
    static final Key<Duration> FETCH_TIMEOUT = Key.duration(
            "egress.fetch-timeout",
            "60s",
            "How long it may take to fetch the media of a reply, with redirects and further tries.");
    static final Key<Integer> UPLOADS = Key.integer(
            "egress.uploads",
            1,
            1_000,
            16,
            "Media of replies that are fetched and uploaded at once; each may need egress.fetch-max-size of disk in"
                    + " egress.state-dir.");
    static final Key<Integer> UPLOADS_PER_CHANNEL = Key.integer(
            "egress.uploads-per-channel",
            1,
            1_000,
            4,
            "Media of one channel that are fetched and uploaded at once, so that a busy one leaves room for others.");
    private static final String NOT_COUNTED = " 0: not counted here, Twitter's headers and refusals alone limit.";
    static final Key<Integer> V1_ACCOUNT_DAY = Key.integer(
            "egress.v1-account-day",
            0,
            100_000_000,
            1_000,
            "Messages that an account may send in 24 hours by v1.1, free replies aside." + NOT_COUNTED);
    static final Key<Integer> V1_APP_DAY = Key.integer(
            "egress.v1-app-day",
            0,
            100_000_000,
            15_000,
            "Messages that all accounts of an app may send in 24 hours by v1.1, free replies aside." + NOT_COUNTED);
    static final Key<Integer> V1_FREE_REPLIES = Key.integer(
            "egress.v1-free-replies",
            0,
            100,
            5,
            "Messages after each message of a person, within 24 hours, that Twitter does not count by v1.1.");
    static final Key<Integer> V2_ACCOUNT_SHORT = Key.integer(
            "egress.v2-account-15min",
            0,
            100_000_000,
            15,
            "Messages that an account may send in 15 minutes by v2." + NOT_COUNTED);
    static final Key<Integer> V2_ACCOUNT_DAY = Key.integer(
            "egress.v2-account-day",
            0,
            100_000_000,
            1_440,
            "Messages that an account may send in 24 hours by v2." + NOT_COUNTED);
    static final Key<Integer> V2_APP_DAY = Key.integer(
            "egress.v2-app-day",
            0,
            100_000_000,
            1_440,
            "Messages that all accounts of an app may send in 24 hours by v2." + NOT_COUNTED);
    static final Key<Integer> KEPT_FOR_ANSWERS = Key.integer(
            "egress.kept-for-answers",
            0,
            90,
            20,
            "Percent of each limit that broadcasts leave to answers; less and less of it the nearer new room is.");
    static final Key<Duration> AGED_AFTER =
            Key.duration("egress.aged-after", "6h", "After how long of waiting a broadcast takes turns with answers.");

    static final Key<String> MEDIA_HOST =
            Key.text("egress.media-host", "0.0.0.0", "Address on which links to media are answered.");
    static final Key<Integer> MEDIA_PORT = Key.port(
            "egress.media-port",
            8095,
            "Port on which links to media are answered; open only where media.key and media.url are set.");
    static final Key<Long> MEDIA_MAX_SIZE =
            Key.size("egress.media-max-size", "512MiB", "Largest file that is given to a bot.");
    static final Key<Integer> MEDIA_DOWNLOADS =
            Key.integer("egress.media-downloads", 1, 10_000, 64, "Downloads of media at once.");
    static final Key<Integer> MEDIA_DOWNLOADS_PER_CHANNEL = Key.integer(
            "egress.media-downloads-per-channel",
            1,
            10_000,
            16,
            "Downloads of media at once of one channel, so that a busy one leaves room for others.");
    static final Key<Duration> MEDIA_TIMEOUT = Key.duration(
            "egress.media-timeout",
            "10m",
            "How long a download may take as a whole; between two parts of a file it may be as long as twitter.timeout.");

    public static final List<Key<?>> KEYS = List.of(
            KafkaClients.BOOTSTRAP,
            SharedKeys.PARTITIONS,
            SharedKeys.KEYSET,
            SharedKeys.TWITTER_URL,
            SharedKeys.TWITTER_UPLOAD_URL,
            SharedKeys.TWITTER_TIMEOUT,
            SharedKeys.MEDIA_KEY,
            SharedKeys.MEDIA_URL,
            SharedKeys.MEDIA_SIGNED_HOSTS,
            SharedKeys.MEDIA_OPEN_HOSTS,
            SharedKeys.LOG_LEVEL,
            MANAGEMENT_HOST,
            MANAGEMENT_PORT,
            STATE_DIR,
            THREADS,
            STANDBYS,
            STORE_MEMORY,
            MAX_IN_FLIGHT,
            MAX_IN_FLIGHT_PER_CHANNEL,
            SETTLE_WAIT,
            UNCLEAR_WAIT,
            GIVE_UP_AFTER,
            MAX_TRIES,
            Thresholds.LOOP_TURNS,
            Thresholds.LOOP_WITHIN,
            Thresholds.REPEATS,
            Thresholds.WINDOW,
            Thresholds.FLOOD_LEAST,
            Thresholds.FLOOD_FACTOR,
            FETCH_FROM,
            FETCH_MAX_SIZE,
            FETCH_TIMEOUT,
            UPLOADS,
            UPLOADS_PER_CHANNEL,
            V1_ACCOUNT_DAY,
            V1_APP_DAY,
            V1_FREE_REPLIES,
            V2_ACCOUNT_SHORT,
            V2_ACCOUNT_DAY,
            V2_APP_DAY,
            KEPT_FOR_ANSWERS,
            AGED_AFTER,
            MEDIA_HOST,
            MEDIA_PORT,
            MEDIA_MAX_SIZE,
            MEDIA_DOWNLOADS,
            MEDIA_DOWNLOADS_PER_CHANNEL,
            MEDIA_TIMEOUT);

    public EgressConfig {
        if (twitterTimeout.isZero()) {
            throw new IllegalArgumentException("twitter.timeout must be longer than nothing");
        }
        if (maxInFlightPerChannel > maxInFlight) {
            throw new IllegalArgumentException(
                    "egress.max-in-flight-per-channel must not be greater than egress.max-in-flight");
        }
    }

    /**
     * Reads the settings.
     *
     * @throws InvalidSettingsException where settings fit each alone but not together
     */
    public static EgressConfig from(Settings settings) throws InvalidSettingsException {
        List<String> problems = new ArrayList<>();
        try {
            return new EgressConfig(
                    KafkaClients.of(settings, "adapter-egress"),
                    settings.get(SharedKeys.PARTITIONS),
                    SharedKeys.keyset(settings),
                    settings.get(SharedKeys.TWITTER_URL),
                    settings.get(SharedKeys.TWITTER_TIMEOUT),
                    settings.get(MANAGEMENT_HOST),
                    settings.get(MANAGEMENT_PORT),
                    settings.get(STATE_DIR),
                    settings.get(THREADS),
                    settings.get(STANDBYS),
                    settings.get(STORE_MEMORY),
                    settings.get(MAX_IN_FLIGHT),
                    settings.get(MAX_IN_FLIGHT_PER_CHANNEL),
                    settings.get(SETTLE_WAIT),
                    settings.get(UNCLEAR_WAIT),
                    settings.get(GIVE_UP_AFTER),
                    settings.get(MAX_TRIES),
                    Thresholds.of(settings),
                    settings.get(SharedKeys.TWITTER_UPLOAD_URL),
                    fetch(settings),
                    allowances(settings),
                    media(settings));
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            throw new InvalidSettingsException(problems);
        }
    }

    private static FetchConfig fetch(Settings settings) {
        return new FetchConfig(
                settings.get(FETCH_FROM),
                settings.get(FETCH_MAX_SIZE),
                settings.get(FETCH_TIMEOUT),
                settings.get(UPLOADS),
                settings.get(UPLOADS_PER_CHANNEL),
                settings.get(STATE_DIR).resolve("uploads"));
    }

    private static Allowances allowances(Settings settings) {
        int kept = settings.get(KEPT_FOR_ANSWERS);
        return new Allowances(
                Allowance.of(
                        0, settings.get(V1_ACCOUNT_DAY), settings.get(V1_APP_DAY), settings.get(V1_FREE_REPLIES), kept),
                Allowance.of(
                        settings.get(V2_ACCOUNT_SHORT),
                        settings.get(V2_ACCOUNT_DAY),
                        settings.get(V2_APP_DAY),
                        0,
                        kept),
                settings.get(AGED_AFTER));
    }

    private static Optional<MediaConfig> media(Settings settings) throws InvalidSettingsException {
        return MediaSettings.of(settings)
                .map(media -> new MediaConfig(
                        media,
                        settings.get(MEDIA_HOST),
                        settings.get(MEDIA_PORT),
                        new MediaLimits(
                                settings.get(MEDIA_MAX_SIZE),
                                settings.get(MEDIA_DOWNLOADS),
                                settings.get(MEDIA_DOWNLOADS_PER_CHANNEL),
                                settings.get(SharedKeys.TWITTER_TIMEOUT),
                                settings.get(MEDIA_TIMEOUT))));
    }
}
