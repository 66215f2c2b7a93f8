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
 * @param botId bot of the demo channel
 * @param echoBot whether the echo bot speaks for it; else a bot of yours may
 * @param kafka {@code host:port} of a Kafka to use instead of the embedded one; null for the embedded one
 * @param overrides settings of the services, named as in the environment, that differ from those of a sandbox
 */
public record SandboxConfig(
        Path data,
        Ports ports,
        String botId,
        boolean echoBot,
        @Nullable String kafka,
        Map<String, String> overrides) {
    public SandboxConfig {
        overrides = Map.copyOf(overrides);
    }

    /** With the demo bot and the embedded Kafka. */
    public static SandboxConfig of(Path data, Ports ports) {
        return new SandboxConfig(data, ports, "demo", true, null, Map.of());
    }

    /** On another Kafka than the embedded one. */
    public SandboxConfig withKafka(String address) {
        return new SandboxConfig(data, ports, botId, echoBot, address, overrides);
    }

    /** With settings of the services beyond those of a sandbox. */
    public SandboxConfig withOverrides(Map<String, String> settings) {
        return new SandboxConfig(data, ports, botId, echoBot, kafka, settings);
    }

    /** With nobody that speaks for the demo channel. */
    public SandboxConfig withoutEchoBot() {
        return new SandboxConfig(data, ports, botId, false, kafka, overrides);
    }

    /** What Kafka clients start from. */
    String bootstrapServers() {
        return kafka == null ? SandboxSettings.HOST + ":" + ports.kafka() : kafka;
    }
}
