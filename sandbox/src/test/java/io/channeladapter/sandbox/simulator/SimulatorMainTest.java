package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.sandbox.simulator.api.CallbackRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatorMainTest {
    @Test
    void behavesAsTwitterWithoutSettings() {
        assertThat(SimulatorMain.config(Map.of()))
                .isEqualTo(SimulatorConfig.local().withAddress("127.0.0.1", 8070));
    }

    @Test
    void readsEverySetting() {
        Map<String, String> environment = Map.of(
                "SIMULATOR_HOST", "0.0.0.0",
                "SIMULATOR_PORT", "9",
                "SIMULATOR_DATA", "/data",
                "SIMULATOR_ALLOWED_CALLBACK_HOSTS", "Adapter-Ingress, other",
                "SIMULATOR_ALLOW_LOOPBACK_CALLBACKS", "false",
                "SIMULATOR_RETRY_WAITS_SECONDS", "1,2",
                "SIMULATOR_CHALLENGE_SECONDS", "60");

        assertThat(SimulatorMain.config(environment))
                .isEqualTo(SimulatorConfig.local()
                        .withAddress("0.0.0.0", 9)
                        .withDataDir(Path.of("/data"))
                        .withCallbackRules(new CallbackRules(false, Set.of("adapter-ingress", "other")))
                        .withTimes(
                                Duration.ofSeconds(3),
                                List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                                Duration.ofMinutes(1)));
    }

    @Test
    void namesAWrongSetting() {
        assertThatThrownBy(() -> SimulatorMain.config(Map.of("SIMULATOR_PORT", "many")))
                .hasMessage("SIMULATOR_PORT must be a whole number, is many");
        assertThatThrownBy(() -> SimulatorMain.config(Map.of("SIMULATOR_ALLOW_LOOPBACK_CALLBACKS", "yes")))
                .hasMessageStartingWith("SIMULATOR_ALLOW_LOOPBACK_CALLBACKS must be true or false");
    }
}
