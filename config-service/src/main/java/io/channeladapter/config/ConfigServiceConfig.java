package io.channeladapter.config;

import io.channeladapter.common.network.TrustedProxies;
import io.channeladapter.common.secret.KeysetSource;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.settings.SharedKeys;
import io.channeladapter.config.access.InvalidTokensException;
import io.channeladapter.config.access.TokensFile;
import io.channeladapter.config.bot.BotRights;
import io.channeladapter.config.oidc.ProviderKeys;
import io.channeladapter.config.oidc.ProviderSettings;
import io.channeladapter.config.replay.ReplaySettings;
import io.channeladapter.config.topology.DecideTopology;
import io.channeladapter.streams.StoreMemory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the config-service.
 *
 * @param kafka the cluster
 * @param partitions partitions of each topic that is created
 * @param host where REST and page listen
 * @param port their port; 0 takes a free one
 * @param managementHost where health and metrics listen
 * @param managementPort their port; 0 takes a free one
 * @param callbackUrl public base address of the ingress, without a query
 * @param adminToken for REST and sign-in, at least {@value #LEAST_TOKEN_LENGTH} characters
 * @param botRights what bots are allowed at Kafka; null where the service gives them nothing
 * @param tokensFile named tokens of people and programs; null for none
 * @param trustedProxies proxies whose X-Forwarded-For is believed
 * @param provider where people may sign in besides; null for nowhere
 * @param keyset seals the channels' credentials
 * @param twitterUrl where Twitter's API is
 * @param twitterTimeout of a call to Twitter
 * @param stateDir state of this instance, kept over restarts
 * @param storeMemory bytes outside of the heap that the channels of all partitions share, see {@link StoreMemory}
 * @param commitInterval how often a transaction is committed, above 0
 * @param viewTimeout how long a request waits for its change, above 0
 * @param replay how dead letters are sent again
 * @param watchInterval how often each enabled channel is looked at, at least 100 ms
 * @param repeats how long Twitter repeats a webhook that was not taken
 */
public record ConfigServiceConfig(
        KafkaClients kafka,
        int partitions,
        String host,
        int port,
        String managementHost,
        int managementPort,
        URI callbackUrl,
        Secret adminToken,
        @Nullable BotRights botRights,
        @Nullable Path tokensFile,
        TrustedProxies trustedProxies,
        @Nullable ProviderSettings provider,
        KeysetSource keyset,
        URI twitterUrl,
        Duration twitterTimeout,
        Path stateDir,
        long storeMemory,
        Duration commitInterval,
        Duration viewTimeout,
        ReplaySettings replay,
        Duration watchInterval,
        Duration repeats) {
    static final int LEAST_TOKEN_LENGTH = 16;

    private static final String NO_PRINCIPAL = "none";

    static final Key<String> HOST = Key.text("config.host", "0.0.0.0", "Address that REST and page listen on.");
    static final Key<Integer> PORT = Key.port("config.port", 8090, "Port of REST and page.");
    static final Key<String> MANAGEMENT_HOST =
            Key.text("config.management-host", "0.0.0.0", "Address that health and metrics listen on.");
    static final Key<Integer> MANAGEMENT_PORT =
            Key.port("config.management-port", 9084, "Port of health and metrics of the config-service.");
    static final Key<URI> CALLBACK_URL = Key.url(
            "config.callback-url",
            null,
            "Public base address of the ingress, as Twitter reaches it; Twitter wants https and no port.");
    static final Key<Secret> ADMIN_TOKEN = new Key<>(
            "config.admin-token",
            "secret of at least " + LEAST_TOKEN_LENGTH + " characters",
            null,
            true,
            "Token of the admin, for the REST interface and for sign-in to the page: random, as ./adapter secrets makes it;"
                    + " another one ends all sessions.",
            true,
            text -> {
                if (text.strip().length() < LEAST_TOKEN_LENGTH) {
                    throw new IllegalArgumentException("too short");
                }
                return new Secret(text.strip());
            });
    static final Key<String> BOT_PRINCIPAL = new Key<>(
            "config.bot-principal",
            "principal of Kafka with " + BotRights.BOT_ID + " in its name, or none",
            "User:bot-" + BotRights.BOT_ID,
            true,
            "Who a bot is to Kafka. A cluster with an authorizer gets the ACLs of each bot for this principal; with none"
                    + " they are yours to make, see operations.md.",
            false,
            text -> {
                if (!text.equals(NO_PRINCIPAL) && !BotRights.isPrincipal(text)) {
                    throw new IllegalArgumentException("no principal");
                }
                return text;
            });
    static final Key<Path> TOKENS_FILE = Key.path(
                    "config.tokens-file",
                    null,
                    "JSON file of named tokens with their roles, read again whenever it changes; see operations.md.")
            .optional();
    static final Key<TrustedProxies> TRUSTED_PROXIES = TrustedProxies.key(
            "config.trusted-proxies",
            "Proxies in front of REST and page whose X-Forwarded-For is believed, so that wrong tokens slow down their"
                    + " sender and not everyone behind the proxy.");
    static final Key<Path> STATE_DIR = Key.path(
            "config.state-dir",
            "state/config-service",
            "Folder for the state of this instance of the config-service; kept over restarts, never shared.");
    static final Key<Long> STORE_MEMORY = StoreMemory.key("config");
    static final Key<Duration> COMMIT_INTERVAL = Key.duration(
            "config.commit-interval",
            "20ms",
            "How often the config-service commits; a change is seen about that much later.");
    static final Key<Duration> VIEW_TIMEOUT = Key.duration(
            "config.view-timeout",
            "5s",
            "How long a request waits until its change is decided and visible, before it is answered 503.");

    static final Key<Integer> REPLAY_RATE = Key.integer(
            "config.replay-rate",
            1,
            10_000,
            20,
            "Dead letters that this instance sends again in a second, of all channels together.");
    static final Key<URI> REPLAY_URL = Key.url(
                    "config.replay-url",
                    null,
                    "Base address of the ingress for dead letters that are sent again, where the config-service reaches it"
                            + " by another one than Twitter; else config.callback-url.")
            .optional();

    static final Key<Duration> WATCH_INTERVAL = Key.duration(
            "config.watch-interval",
            "15m",
            "How often the watchdog looks at each enabled channel at Twitter, and repairs what it can.");

    /** All that the service reads. */
    public static final List<Key<?>> KEYS = List.of(
            KafkaClients.BOOTSTRAP,
            SharedKeys.PARTITIONS,
            SharedKeys.KEYSET,
            SharedKeys.TWITTER_URL,
            SharedKeys.TWITTER_TIMEOUT,
            SharedKeys.TWITTER_REPEATS,
            SharedKeys.LOG_LEVEL,
            HOST,
            PORT,
            MANAGEMENT_HOST,
            MANAGEMENT_PORT,
            CALLBACK_URL,
            ADMIN_TOKEN,
            BOT_PRINCIPAL,
            TOKENS_FILE,
            TRUSTED_PROXIES,
            ProviderKeys.ISSUER,
            ProviderKeys.CLIENT_ID,
            ProviderKeys.CLIENT_SECRET,
            ProviderKeys.SCOPES,
            ProviderKeys.ROLES_CLAIM,
            ProviderKeys.PAGE_URL,
            STATE_DIR,
            STORE_MEMORY,
            COMMIT_INTERVAL,
            VIEW_TIMEOUT,
            REPLAY_RATE,
            REPLAY_URL,
            WATCH_INTERVAL);

    public ConfigServiceConfig {
        if (adminToken.reveal().length() < LEAST_TOKEN_LENGTH) {
            throw new IllegalArgumentException(ADMIN_TOKEN.environmentName() + " is too short: expected at least "
                    + LEAST_TOKEN_LENGTH + " characters");
        }
        if (callbackUrl.getQuery() != null || callbackUrl.getFragment() != null) {
            throw new IllegalArgumentException(CALLBACK_URL.environmentName() + " must have no query and no fragment");
        }
        if (watchInterval.toMillis() < 100) {
            throw new IllegalArgumentException(WATCH_INTERVAL.environmentName() + " must be at least 100ms");
        }
        if (commitInterval.isZero() || viewTimeout.isZero()) {
            throw new IllegalArgumentException(
                    COMMIT_INTERVAL.environmentName() + " and " + VIEW_TIMEOUT.environmentName() + " must be above 0");
        }
    }

    /**
     * From settings that are valid each alone.
     *
     * @throws InvalidSettingsException where one cannot be used nevertheless
     */
    public static ConfigServiceConfig from(Settings settings) throws InvalidSettingsException {
        try {
            return new ConfigServiceConfig(
                    KafkaClients.of(settings, DecideTopology.APPLICATION_ID),
                    settings.get(SharedKeys.PARTITIONS),
                    settings.get(HOST),
                    settings.get(PORT),
                    settings.get(MANAGEMENT_HOST),
                    settings.get(MANAGEMENT_PORT),
                    settings.get(CALLBACK_URL),
                    settings.get(ADMIN_TOKEN),
                    botRights(settings.get(BOT_PRINCIPAL)),
                    tokensFile(settings),
                    settings.find(TRUSTED_PROXIES).orElse(TrustedProxies.NONE),
                    ProviderKeys.read(settings),
                    SharedKeys.keyset(settings),
                    settings.get(SharedKeys.TWITTER_URL),
                    settings.get(SharedKeys.TWITTER_TIMEOUT),
                    settings.get(STATE_DIR),
                    settings.get(STORE_MEMORY),
                    settings.get(COMMIT_INTERVAL),
                    settings.get(VIEW_TIMEOUT),
                    new ReplaySettings(
                            settings.get(REPLAY_RATE), settings.find(REPLAY_URL).orElse(settings.get(CALLBACK_URL))),
                    settings.get(WATCH_INTERVAL),
                    settings.get(SharedKeys.TWITTER_REPEATS));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(List.of(e.getMessage()));
        }
    }

    private static @Nullable BotRights botRights(String principal) {
        return principal.equals(NO_PRINCIPAL) ? null : new BotRights(principal);
    }

    private static @Nullable Path tokensFile(Settings settings) throws InvalidSettingsException {
        Path file = settings.find(TOKENS_FILE).orElse(null);
        try {
            if (file != null) {
                TokensFile.check(file);
            }
            return file;
        } catch (InvalidTokensException e) {
            throw new InvalidSettingsException(e.problems().stream()
                    .map(problem -> TOKENS_FILE.environmentName() + "=" + file + ": " + problem)
                    .toList());
        }
    }
}
