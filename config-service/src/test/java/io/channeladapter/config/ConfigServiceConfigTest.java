package io.channeladapter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.config.replay.ReplaySettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigServiceConfigTest {
    private static final String TOKEN = "0123456789abcdef";

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "ADAPTER_KAFKA_BOOTSTRAP_SERVERS",
            "localhost:9092",
            "ADAPTER_CONFIG_CALLBACK_URL",
            "https://bots.example.com/",
            "ADAPTER_CONFIG_ADMIN_TOKEN",
            TOKEN,
            "ADAPTER_SECRETS_KEYSET",
            Sealer.newKeyset().reveal()));

    @Test
    void whatIsNotSetHasItsDefault() throws InvalidSettingsException {
        ConfigServiceConfig config = load();

        assertThat(config.port()).isEqualTo(8090);
        assertThat(config.managementPort()).isEqualTo(9084);
        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.managementHost()).isEqualTo("0.0.0.0");
        assertThat(config.partitions()).isEqualTo(24);
        assertThat(config.callbackUrl()).isEqualTo(URI.create("https://bots.example.com"));
        assertThat(config.twitterUrl()).isEqualTo(URI.create("https://api.twitter.com"));
        assertThat(config.twitterTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.stateDir()).isEqualTo(Path.of("state/config-service"));
        assertThat(config.storeMemory()).isEqualTo(64L << 20);
        assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.viewTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.watchInterval()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.replay()).isEqualTo(new ReplaySettings(20, URI.create("https://bots.example.com")));
        assertThat(config.repeats()).isEqualTo(Duration.ofMinutes(4));
        assertThat(config.tokensFile()).isNull();
    }

    @Test
    void aTokensFileThatCannotBeUsedIsToldWithItsEntry(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tokens.json"), "{\"tokens\":[{\"name\":\"otto\"}]}");
        environment.put("ADAPTER_CONFIG_TOKENS_FILE", file.toString());

        assertThatThrownBy(this::load)
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        e -> assertThat(e.problems())
                                .hasSize(2)
                                .allMatch(
                                        p -> p.startsWith("ADAPTER_CONFIG_TOKENS_FILE=" + file + ": entry 1 (otto)")));
    }

    @Test
    void eachKeyIsRead() throws InvalidSettingsException {
        environment.put("ADAPTER_CONFIG_HOST", "127.0.0.1");
        environment.put("ADAPTER_CONFIG_PORT", "1");
        environment.put("ADAPTER_CONFIG_MANAGEMENT_HOST", "127.0.0.2");
        environment.put("ADAPTER_CONFIG_MANAGEMENT_PORT", "2");
        environment.put("ADAPTER_CONFIG_STATE_DIR", "elsewhere");
        environment.put("ADAPTER_CONFIG_STORE_MEMORY", "16MiB");
        environment.put("ADAPTER_CONFIG_COMMIT_INTERVAL", "30ms");
        environment.put("ADAPTER_CONFIG_VIEW_TIMEOUT", "7s");
        environment.put("ADAPTER_CONFIG_WATCH_INTERVAL", "9m");
        environment.put("ADAPTER_CONFIG_REPLAY_RATE", "5");
        environment.put("ADAPTER_CONFIG_REPLAY_URL", "http://adapter-ingress:8080/");
        environment.put("ADAPTER_TWITTER_REPEATS_FOR", "11m");
        environment.put("ADAPTER_TOPICS_PARTITIONS", "4");
        environment.put("ADAPTER_TWITTER_API_URL", "http://localhost:9000");
        environment.put("ADAPTER_TWITTER_TIMEOUT", "2s");

        ConfigServiceConfig config = load();

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(1);
        assertThat(config.managementHost()).isEqualTo("127.0.0.2");
        assertThat(config.managementPort()).isEqualTo(2);
        assertThat(config.stateDir()).isEqualTo(Path.of("elsewhere"));
        assertThat(config.storeMemory()).isEqualTo(16L << 20);
        assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(30));
        assertThat(config.viewTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.watchInterval()).isEqualTo(Duration.ofMinutes(9));
        assertThat(config.replay()).isEqualTo(new ReplaySettings(5, URI.create("http://adapter-ingress:8080")));
        assertThat(config.repeats()).isEqualTo(Duration.ofMinutes(11));
        assertThat(config.partitions()).isEqualTo(4);
        assertThat(config.twitterUrl()).isEqualTo(URI.create("http://localhost:9000"));
        assertThat(config.twitterTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.adminToken().reveal()).isEqualTo(TOKEN);
    }

    @Test
    void whatMustBeSetIsNamedAllAtOnce() {
        environment.clear();

        assertThatThrownBy(this::load)
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        e -> assertThat(e.problems())
                                .hasSize(4)
                                .anyMatch(p -> p.startsWith("ADAPTER_CONFIG_CALLBACK_URL"))
                                .anyMatch(p -> p.startsWith("ADAPTER_CONFIG_ADMIN_TOKEN"))
                                .anyMatch(p -> p.startsWith("ADAPTER_SECRETS_KEYSET"))
                                .anyMatch(p -> p.startsWith("ADAPTER_KAFKA_BOOTSTRAP_SERVERS")));
    }

    @Test
    void g9_wrongSecretsAreNamedButNotShown() {
        environment.put("ADAPTER_CONFIG_ADMIN_TOKEN", "tooshort");
        environment.put("ADAPTER_SECRETS_KEYSET", "no-keyset-at-all");

        assertThatThrownBy(this::load)
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        e -> assertThat(e.problems())
                                .hasSize(2)
                                .noneMatch(p -> p.contains("tooshort") || p.contains("no-keyset")));
    }

    @Test
    void g9_theSettingsPrintNoSecret() throws InvalidSettingsException {
        assertThat(load().toString()).doesNotContain(TOKEN).doesNotContain("primaryKeyId");
    }

    @Test
    void aCallbackUrlWithAQueryIsRefused() {
        environment.put("ADAPTER_CONFIG_CALLBACK_URL", "https://bots.example.com/?a=b");

        assertThatThrownBy(this::load).hasMessageContaining("no query");
    }

    private ConfigServiceConfig load() throws InvalidSettingsException {
        return ConfigServiceConfig.from(Settings.load(ConfigServiceConfig.KEYS, environment));
    }

    @Test
    void aProviderThatCannotBeUsedIsToldAtTheStart() throws InvalidSettingsException {
        environment.put("ADAPTER_CONFIG_OIDC_ISSUER", "https://id.example.com");
        environment.put("ADAPTER_CONFIG_OIDC_CLIENT_ID", "adapter");
        assertThatThrownBy(this::load)
                .hasMessageContaining("ADAPTER_CONFIG_OIDC_CLIENT_SECRET is not set")
                .hasMessageContaining("ADAPTER_CONFIG_PAGE_URL is not set");

        environment.put("ADAPTER_CONFIG_OIDC_CLIENT_SECRET", "secret-of-the-client");
        environment.put("ADAPTER_CONFIG_PAGE_URL", "http://channels.example.com");
        assertThatThrownBy(this::load).hasMessageContaining("ADAPTER_CONFIG_PAGE_URL must be an https address");

        environment.put("ADAPTER_CONFIG_PAGE_URL", "http://localhost:8090");
        environment.put("ADAPTER_CONFIG_OIDC_SCOPES", "profile email");
        assertThatThrownBy(this::load).hasMessageContaining("ADAPTER_CONFIG_OIDC_SCOPES");

        environment.put("ADAPTER_CONFIG_OIDC_SCOPES", " openid  email ");
        assertThat(load().provider())
                .satisfies(provider ->
                        assertThat(Objects.requireNonNull(provider).scopes()).containsExactly("openid", "email"));
    }
}
