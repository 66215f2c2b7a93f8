package io.channeladapter.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.router.observe.RouterMeters;
import io.channeladapter.router.topology.StreamsSettings;
import io.channeladapter.router.topology.StreamsSettings.Guarantee;
import io.channeladapter.streams.StoreMemory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterConfigTest {
    private static final Map<String, String> LEAST = Map.of("ADAPTER_KAFKA_BOOTSTRAP_SERVERS", "k:9092");

    @Test
    void defaultsNeedTheBrokersAlone() throws InvalidSettingsException {
        RouterConfig config = config(Map.of());

        assertThat(config.kafka().bootstrapServers()).isEqualTo("k:9092");
        assertThat(config.partitions()).isEqualTo(24);
        assertThat(config.managementHost()).isEqualTo("0.0.0.0");
        assertThat(config.managementPort()).isEqualTo(9082);
        assertThat(config.streams())
                .isEqualTo(new StreamsSettings(
                        Guarantee.EXACTLY_ONCE,
                        Duration.ofMillis(20),
                        Duration.ofSeconds(5),
                        Path.of("state/bot-router"),
                        1,
                        0,
                        64L << 20));
    }

    @Test
    void everySettingIsMapped() throws InvalidSettingsException {
        RouterConfig config = config(Map.of(
                "ADAPTER_ROUTER_GUARANTEE", "at-least-once",
                "ADAPTER_ROUTER_COMMIT_INTERVAL", "100ms",
                "ADAPTER_ROUTER_BOT_DISCOVERY", "1s",
                "ADAPTER_ROUTER_STATE_DIR", "/var/lib/router",
                "ADAPTER_ROUTER_THREADS", "3",
                "ADAPTER_ROUTER_STANDBY_REPLICAS", "1",
                "ADAPTER_ROUTER_STORE_MEMORY", "32MiB",
                "ADAPTER_ROUTER_MANAGEMENT_HOST", "127.0.0.1",
                "ADAPTER_ROUTER_MANAGEMENT_PORT", "0",
                "ADAPTER_TOPICS_PARTITIONS", "4"));

        assertThat(config.streams())
                .isEqualTo(new StreamsSettings(
                        Guarantee.AT_LEAST_ONCE,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Path.of("/var/lib/router"),
                        3,
                        1,
                        32L << 20));
        assertThat(config.managementHost()).isEqualTo("127.0.0.1");
        assertThat(config.managementPort()).isZero();
        assertThat(config.partitions()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "ADAPTER_ROUTER_GUARANTEE,at-most-once",
        "ADAPTER_ROUTER_COMMIT_INTERVAL,20",
        "ADAPTER_ROUTER_COMMIT_INTERVAL,0ms",
        "ADAPTER_ROUTER_COMMIT_INTERVAL,6s",
        "ADAPTER_ROUTER_BOT_DISCOVERY,1ms",
        "ADAPTER_ROUTER_THREADS,0",
        "ADAPTER_ROUTER_STANDBY_REPLICAS,9",
        "ADAPTER_ROUTER_STORE_MEMORY,1MiB",
        "ADAPTER_ROUTER_COLOUR,red",
        "ADAPTER_KAFKA_PROCESSING_GUARANTEE,at_least_once"
    })
    void badValuesAreNamed(String name, String value) {
        assertThatThrownBy(() -> config(Map.of(name, value))).isInstanceOf(InvalidSettingsException.class);
    }

    @Test
    void whatTheGuaranteesRestOnIsSetWhateverComesFromOutside() throws InvalidSettingsException {
        Properties properties = properties(config(Map.of(
                "ADAPTER_KAFKA_MAX_TASK_IDLE_MS", "-1",
                "ADAPTER_KAFKA_NUM_STANDBY_REPLICAS", "2",
                "ADAPTER_KAFKA_SECURITY_PROTOCOL", "SSL")));

        assertThat(properties)
                .containsEntry("application.id", "bot-router")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("max.task.idle.ms", 0)
                .containsEntry("num.standby.replicas", "2")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("main.consumer.isolation.level", "read_committed")
                .containsEntry("global.consumer.isolation.level", "read_committed")
                .containsEntry("producer.transaction.timeout.ms", 5_000)
                .containsEntry("main.consumer.metadata.max.age.ms", 5_000L)
                .doesNotContainKey("group.instance.id");
    }

    @Test
    void linksToMediaNeedAKeyAndAnAddress() throws InvalidSettingsException {
        String key = "a-key-of-the-tests-0123456789-0123";
        assertThat(config(Map.of()).media().settings()).isEmpty();
        assertThat(config(Map.of("ADAPTER_MEDIA_KEY", key, "ADAPTER_MEDIA_URL", "https://media.example/"))
                        .media()
                        .settings())
                .hasValueSatisfying(media -> assertThat(media.url()).hasToString("https://media.example"));
        assertThatThrownBy(() -> config(Map.of("ADAPTER_MEDIA_KEY", key)))
                .hasMessageContaining("ADAPTER_MEDIA_KEY is set, but ADAPTER_MEDIA_URL is not")
                .hasMessageNotContaining(key);
        assertThatThrownBy(() -> config(Map.of("ADAPTER_MEDIA_URL", "https://media.example")))
                .hasMessageContaining("ADAPTER_MEDIA_URL is set, but ADAPTER_MEDIA_KEY is not");
        assertThatThrownBy(() -> config(Map.of("ADAPTER_MEDIA_KEY", "too-short", "ADAPTER_MEDIA_URL", "http://m")))
                .hasMessageContaining("ADAPTER_MEDIA_KEY")
                .hasMessageNotContaining("too-short");
    }

    private static RouterConfig config(Map<String, String> more) throws InvalidSettingsException {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.putAll(more);
        return RouterConfig.from(Settings.load(RouterConfig.KEYS, environment));
    }

    private static Properties properties(RouterConfig config) {
        return config.streams()
                .properties(
                        config.kafka(),
                        InstantSource.system(),
                        topic -> true,
                        new RouterMeters(new SimpleMeterRegistry()),
                        new StoreMemory(config.streams().storeMemory()));
    }
}
