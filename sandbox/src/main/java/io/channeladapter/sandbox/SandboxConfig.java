package io.channeladapter.sandbox;

import io.channeladapter.sandbox.ports.Ports;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox runs.
 *
 * @param data where it keeps everything between its starts
 * @param ports where it listens
 * @param botId bot of the demo channel, which the echo bot speaks for
 * @param kafka {@code host:port} of a Kafka to use instead of the embedded one; null for the embedded one
 * @param overrides settings of the services, named as in the environment, that differ from those of a sandbox
 */
public record SandboxConfig(
        Path data, Ports ports, String botId, @Nullable String kafka, Map<String, String> overrides) {
    public SandboxConfig {
        overrides = Map.copyOf(overrides);
    }

    /** With the demo bot and the embedded Kafka. */
    public static SandboxConfig of(Path data, Ports ports) {
        return new SandboxConfig(data, ports, "demo", null, Map.of());
    }

    /** On another Kafka than the embedded one. */
    public SandboxConfig withKafka(String address) {
        return new SandboxConfig(data, ports, botId, address, overrides);
    }

    /** With settings of the services beyond those of a sandbox. */
    public SandboxConfig withOverrides(Map<String, String> settings) {
        return new SandboxConfig(data, ports, botId, kafka, settings);
    }

    /** What Kafka clients start from. */
    String bootstrapServers() {
        return kafka == null ? SandboxSettings.HOST + ":" + ports.kafka() : kafka;
    }
}
