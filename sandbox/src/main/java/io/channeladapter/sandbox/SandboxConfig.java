package io.channeladapter.sandbox;

import io.channeladapter.sandbox.ports.Ports;
import java.nio.file.Path;

/**
 * How a sandbox runs.
 *
 * @param data where it keeps everything between its starts
 * @param ports where it listens
 * @param botId bot of the demo channel, which the echo bot speaks for
 */
public record SandboxConfig(Path data, Ports ports, String botId) {
    /** With the demo bot. */
    public static SandboxConfig of(Path data, Ports ports) {
        return new SandboxConfig(data, ports, "demo");
    }
}
