package io.channeladapter.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.network.ForwardingHeader;
import io.channeladapter.common.network.TrustedProxies;
import io.channeladapter.common.secret.KeysetSource;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.ingress.limit.Rate;
import io.channeladapter.ingress.publish.PublishLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngressConfigTest {
    private static final Secret KEYSET = Sealer.newKeyset();
    private static final Map<String, String> REQUIRED =
            Map.of("ADAPTER_KAFKA_BOOTSTRAP_SERVERS", "broker:9092", "ADAPTER_SECRETS_KEYSET", KEYSET.reveal());

    @Test
    void defaultsAreTheDocumentedOnes() throws Exception {
        assertThat(config(REQUIRED))
                .isEqualTo(new IngressConfig(
                        "0.0.0.0",
                        8080,
                        2_000,
                        "0.0.0.0",
                        9081,
                        TrustedProxies.NONE,
                        ForwardingHeader.X_FORWARDED_FOR,
                        new Rate(1_000, 2_000),
                        new PublishLimits(Duration.ofMillis(2_400), 2_000, 1 << 20),
                        Duration.ofMinutes(4),
                        new KafkaClients("broker:9092", Map.of(), "adapter-ingress"),
                        24,
                        KeysetSource.of(KEYSET)));
    }

    @Test
    void everyKeyIsMapped() throws Exception {
        Map<String, String> environment = Map.ofEntries(
                Map.entry("ADAPTER_INGRESS_HOST", "127.0.0.1"),
                Map.entry("ADAPTER_INGRESS_PORT", "1"),
                Map.entry("ADAPTER_INGRESS_MAX_CONNECTIONS", "20"),
                Map.entry("ADAPTER_INGRESS_MANAGEMENT_HOST", "127.0.0.2"),
                Map.entry("ADAPTER_INGRESS_MANAGEMENT_PORT", "3"),
                Map.entry("ADAPTER_INGRESS_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1"),
                Map.entry("ADAPTER_INGRESS_FORWARDING_HEADER", "forwarded"),
                Map.entry("ADAPTER_INGRESS_MAX_BODY", "64KiB"),
                Map.entry("ADAPTER_INGRESS_RATE", "4"),
                Map.entry("ADAPTER_INGRESS_RATE_BURST", "5"),
                Map.entry("ADAPTER_INGRESS_ACK_TIMEOUT", "600ms"),
                Map.entry("ADAPTER_INGRESS_MAX_WAITING", "6"),
                Map.entry("ADAPTER_KAFKA_BOOTSTRAP_SERVERS", "broker:9092"),
                Map.entry("ADAPTER_KAFKA_SECURITY_PROTOCOL", "SSL"),
                Map.entry("ADAPTER_TOPICS_PARTITIONS", "7"),
                Map.entry("ADAPTER_SECRETS_KEYSET", KEYSET.reveal()),
                Map.entry("ADAPTER_TWITTER_REPEATS_FOR", "9s"),
                Map.entry("ADAPTER_LOG_LEVEL", "DEBUG"));
        assertThat(environment.keySet())
                .containsAll(
                        IngressConfig.KEYS.stream().map(Key::environmentName).toList());
        assertThat(config(environment))
                .isEqualTo(new IngressConfig(
                        "127.0.0.1",
                        1,
                        20,
                        "127.0.0.2",
                        3,
                        TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.1")),
                        ForwardingHeader.FORWARDED,
                        new Rate(4, 5),
                        new PublishLimits(Duration.ofMillis(600), 6, 64 << 10),
                        Duration.ofSeconds(9),
                        new KafkaClients("broker:9092", Map.of("security.protocol", "SSL"), "adapter-ingress"),
                        7,
                        KeysetSource.of(KEYSET)));
    }

    @Test
    void badValuesAreNamedAllAtOnce() {
        Map<String, String> environment = new HashMap<>();
        environment.put("ADAPTER_INGRESS_PORT", "70000");
        environment.put("ADAPTER_INGRESS_MAX_BODY", "1000000");
        environment.put("ADAPTER_INGRESS_RATE", "0");
        environment.put("ADAPTER_INGRESS_ACK_TIMEOUT", "3s");
        environment.put("ADAPTER_INGRESS_PROT", "8080");
        environment.put("ADAPTER_KAFKA_ACKS", "0");
        assertThatThrownBy(() -> config(environment))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        e -> assertThat(e.problems())
                                .hasSize(8)
                                .anySatisfy(p -> assertThat(p).contains("ADAPTER_INGRESS_PORT=70000"))
                                .anySatisfy(p -> assertThat(p).contains("ADAPTER_INGRESS_MAX_BODY=1000000"))
                                .anySatisfy(p -> assertThat(p).contains("ADAPTER_INGRESS_RATE=0"))
                                .anySatisfy(p -> assertThat(p)
                                        .contains("ADAPTER_INGRESS_ACK_TIMEOUT=3s")
                                        .contains("500ms to 2900ms"))
                                .anySatisfy(p -> assertThat(p).contains("ADAPTER_INGRESS_PROT:"))
                                .anySatisfy(p -> assertThat(p).contains("kafka.acks"))
                                .anySatisfy(p -> assertThat(p).contains("ADAPTER_KAFKA_BOOTSTRAP_SERVERS is not set"))
                                .anySatisfy(p -> assertThat(p).contains("ADAPTER_SECRETS_KEYSET is not set")));
    }

    @Test
    void g9_keysetThatIsNoneIsNamedWithoutItsValue() {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put("ADAPTER_SECRETS_KEYSET", "keyset");
        assertThatThrownBy(() -> config(environment))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("ADAPTER_SECRETS_KEYSET is not allowed")
                .hasMessageNotContaining("=keyset");
    }

    private static IngressConfig config(Map<String, String> environment) throws InvalidSettingsException {
        return IngressConfig.from(Settings.load(IngressConfig.KEYS, environment));
    }
}
