package io.channeladapter.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.egress.anomaly.Thresholds;
import io.channeladapter.egress.fetch.FetchConfig;
import io.channeladapter.egress.media.MediaLimits;
import io.channeladapter.egress.throttle.Allowance;
import io.channeladapter.egress.throttle.Allowances;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressConfigTest {
    private static final Map<String, String> LEAST = Map.of(
            "ADAPTER_KAFKA_BOOTSTRAP_SERVERS",
            "kafka:9092",
            "ADAPTER_SECRETS_KEYSET",
            Sealer.newKeyset().reveal());

    @Test
    void defaultsNeedOnlyKafkaAndKeyset() throws Exception {
        EgressConfig config = config(Map.of());

        assertThat(config.managementPort()).isEqualTo(9083);
        assertThat(config.managementHost()).isEqualTo("0.0.0.0");
        assertThat(config.twitterUrl()).isEqualTo(URI.create("https://api.twitter.com"));
        assertThat(config.settleWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.unclearWait()).isEqualTo(Duration.ofSeconds(45));
        assertThat(config.standbys()).isZero();
        assertThat(config.storeMemory()).isEqualTo(64L << 20);
        assertThat(config.maxTries()).isEqualTo(12);
        assertThat(config.giveUpAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(config.uploadUrl()).isEqualTo(URI.create("https://upload.twitter.com"));
        assertThat(config.fetch())
                .isEqualTo(new FetchConfig(
                        FetchConfig.Reach.INTERNET,
                        512L << 20,
                        Duration.ofMinutes(1),
                        16,
                        4,
                        Path.of("data/egress/uploads")));
        assertThat(config.allowances()).isEqualTo(Allowances.twitter());
        assertThat(config.anomalies()).isEqualTo(Thresholds.USUAL);
    }

    @Test
    void everySettingIsRead() throws Exception {
        EgressConfig config = config(Map.ofEntries(
                Map.entry("ADAPTER_TOPICS_PARTITIONS", "4"),
                Map.entry("ADAPTER_TWITTER_API_URL", "http://localhost:1"),
                Map.entry("ADAPTER_TWITTER_UPLOAD_URL", "http://localhost:2"),
                Map.entry("ADAPTER_TWITTER_TIMEOUT", "2s"),
                Map.entry("ADAPTER_EGRESS_FETCH_FROM", "internal-too"),
                Map.entry("ADAPTER_EGRESS_FETCH_MAX_SIZE", "1MiB"),
                Map.entry("ADAPTER_EGRESS_FETCH_TIMEOUT", "5s"),
                Map.entry("ADAPTER_EGRESS_UPLOADS", "3"),
                Map.entry("ADAPTER_EGRESS_UPLOADS_PER_CHANNEL", "2"),
                Map.entry("ADAPTER_EGRESS_MANAGEMENT_HOST", "127.0.0.1"),
                Map.entry("ADAPTER_EGRESS_MANAGEMENT_PORT", "0"),
                Map.entry("ADAPTER_EGRESS_STATE_DIR", "here"),
                Map.entry("ADAPTER_EGRESS_THREADS", "3"),
                Map.entry("ADAPTER_EGRESS_MAX_IN_FLIGHT", "20"),
                Map.entry("ADAPTER_EGRESS_MAX_IN_FLIGHT_PER_CHANNEL", "10"),
                Map.entry("ADAPTER_EGRESS_SETTLE_WAIT", "1s"),
                Map.entry("ADAPTER_EGRESS_UNCLEAR_WAIT", "3s"),
                Map.entry("ADAPTER_EGRESS_MAX_TRIES", "5"),
                Map.entry("ADAPTER_EGRESS_STANDBYS", "1"),
                Map.entry("ADAPTER_EGRESS_STORE_MEMORY", "32MiB"),
                Map.entry("ADAPTER_EGRESS_GIVE_UP_AFTER", "1h"),
                Map.entry("ADAPTER_EGRESS_V1_ACCOUNT_DAY", "11"),
                Map.entry("ADAPTER_EGRESS_V1_APP_DAY", "12"),
                Map.entry("ADAPTER_EGRESS_V1_FREE_REPLIES", "3"),
                Map.entry("ADAPTER_EGRESS_V2_ACCOUNT_15MIN", "14"),
                Map.entry("ADAPTER_EGRESS_V2_ACCOUNT_DAY", "15"),
                Map.entry("ADAPTER_EGRESS_V2_APP_DAY", "0"),
                Map.entry("ADAPTER_EGRESS_KEPT_FOR_ANSWERS", "10"),
                Map.entry("ADAPTER_EGRESS_AGED_AFTER", "1h"),
                Map.entry("ADAPTER_EGRESS_ANOMALY_LOOP_TURNS", "7"),
                Map.entry("ADAPTER_EGRESS_ANOMALY_LOOP_WITHIN", "8s"),
                Map.entry("ADAPTER_EGRESS_ANOMALY_REPEATS", "9"),
                Map.entry("ADAPTER_EGRESS_ANOMALY_WINDOW", "10m"),
                Map.entry("ADAPTER_EGRESS_ANOMALY_FLOOD_LEAST", "11"),
                Map.entry("ADAPTER_EGRESS_ANOMALY_FLOOD_FACTOR", "12")));

        assertThat(config.partitions()).isEqualTo(4);
        assertThat(config.twitterUrl()).isEqualTo(URI.create("http://localhost:1"));
        assertThat(config.twitterTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.managementHost()).isEqualTo("127.0.0.1");
        assertThat(config.managementPort()).isZero();
        assertThat(config.stateDir()).isEqualTo(Path.of("here"));
        assertThat(config.threads()).isEqualTo(3);
        assertThat(config.maxInFlight()).isEqualTo(20);
        assertThat(config.maxInFlightPerChannel()).isEqualTo(10);
        assertThat(config.settleWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.unclearWait()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.standbys()).isEqualTo(1);
        assertThat(config.storeMemory()).isEqualTo(32L << 20);
        assertThat(config.maxTries()).isEqualTo(5);
        assertThat(config.giveUpAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(config.uploadUrl()).isEqualTo(URI.create("http://localhost:2"));
        assertThat(config.fetch())
                .isEqualTo(new FetchConfig(
                        FetchConfig.Reach.INTERNAL_TOO,
                        1L << 20,
                        Duration.ofSeconds(5),
                        3,
                        2,
                        Path.of("here/uploads")));
        assertThat(config.allowances())
                .isEqualTo(new Allowances(
                        Allowance.of(0, 11, 12, 3, 10), Allowance.of(14, 15, 0, 0, 10), Duration.ofHours(1)));
        assertThat(config.anomalies())
                .isEqualTo(new Thresholds(7, Duration.ofSeconds(8), 9, Duration.ofMinutes(10), 11, 12));
    }

    @Test
    void eachAnomalyIsSwitchedOffByNought() throws Exception {
        Thresholds off = config(Map.of(
                        "ADAPTER_EGRESS_ANOMALY_LOOP_TURNS", "0",
                        "ADAPTER_EGRESS_ANOMALY_REPEATS", "0",
                        "ADAPTER_EGRESS_ANOMALY_FLOOD_LEAST", "0"))
                .anomalies();

        assertThat(off.loopTurns() + off.repeats() + off.floodLeast()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOOP_TURNS   | -1    | ADAPTER_EGRESS_ANOMALY_LOOP_TURNS",
                "LOOP_TURNS   | many  | whole number from 0 to 100000",
                "LOOP_TURNS   | 1     | egress.anomaly-loop-turns must be 2 or more, or 0 to switch it off",
                "LOOP_WITHIN  | 3     | number and unit: ms, s, m, h or d",
                "LOOP_WITHIN  | -3s   | ADAPTER_EGRESS_ANOMALY_LOOP_WITHIN",
                "LOOP_WITHIN  | 0s    | egress.anomaly-loop-within must be longer than nothing",
                "REPEATS      | 1     | egress.anomaly-repeats must be 2 or more, or 0 to switch it off",
                "REPEATS      | 1e3   | ADAPTER_EGRESS_ANOMALY_REPEATS",
                "WINDOW       | 0ms   | egress.anomaly-window must be longer than nothing",
                "WINDOW       | 1w    | ADAPTER_EGRESS_ANOMALY_WINDOW",
                "FLOOD_LEAST  | -5    | ADAPTER_EGRESS_ANOMALY_FLOOD_LEAST",
                "FLOOD_FACTOR | 0     | ADAPTER_EGRESS_ANOMALY_FLOOD_FACTOR",
            })
    void anAnomalySettingThatMakesNoSenseIsNamed(String setting, String value, String said) {
        assertThatThrownBy(() -> config(Map.of("ADAPTER_EGRESS_ANOMALY_" + setting, value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(said);
    }

    @Test
    void tooLittleMemoryForTheOutboxIsNamed() {
        assertThatThrownBy(() -> config(Map.of("ADAPTER_EGRESS_STORE_MEMORY", "1MiB")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("ADAPTER_EGRESS_STORE_MEMORY=1MiB is not allowed");
    }

    @Test
    void settingsThatDoNotFitTogetherAreNamed() {
        assertThatThrownBy(() -> config(Map.of("ADAPTER_EGRESS_MAX_IN_FLIGHT", "10")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("egress.max-in-flight-per-channel");
    }

    @Test
    void mediaAreServedWithAKeyAndAnAddress() throws Exception {
        String key = "a-key-of-the-tests-0123456789-0123";
        assertThat(config(Map.of()).media()).isEmpty();
        assertThat(config(Map.of("ADAPTER_MEDIA_KEY", key, "ADAPTER_MEDIA_URL", "https://media.example"))
                        .media())
                .hasValueSatisfying(media -> {
                    assertThat(media.port()).isEqualTo(8095);
                    assertThat(media.limits())
                            .isEqualTo(new MediaLimits(
                                    512L << 20, 64, 16, Duration.ofSeconds(10), Duration.ofMinutes(10)));
                });
        assertThat(config(Map.of(
                                "ADAPTER_MEDIA_KEY", key,
                                "ADAPTER_MEDIA_URL", "https://media.example",
                                "ADAPTER_MEDIA_LINK_LIFETIME", "1h",
                                "ADAPTER_EGRESS_MEDIA_HOST", "127.0.0.1",
                                "ADAPTER_EGRESS_MEDIA_PORT", "0",
                                "ADAPTER_EGRESS_MEDIA_MAX_SIZE", "1MiB",
                                "ADAPTER_EGRESS_MEDIA_DOWNLOADS", "3",
                                "ADAPTER_EGRESS_MEDIA_DOWNLOADS_PER_CHANNEL", "2",
                                "ADAPTER_EGRESS_MEDIA_TIMEOUT", "1m"))
                        .media())
                .hasValueSatisfying(media -> {
                    assertThat(media.host()).isEqualTo("127.0.0.1");
                    assertThat(media.port()).isZero();
                    assertThat(media.limits())
                            .isEqualTo(new MediaLimits(1L << 20, 3, 2, Duration.ofSeconds(10), Duration.ofMinutes(1)));
                });
        assertThatThrownBy(() -> config(Map.of("ADAPTER_MEDIA_KEY", key)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("ADAPTER_MEDIA_URL is not")
                .hasMessageNotContaining(key);
    }

    private static EgressConfig config(Map<String, String> more) throws InvalidSettingsException {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.putAll(more);
        return EgressConfig.from(Settings.load(EgressConfig.KEYS, environment));
    }
}
