package io.channeladapter.config;

import io.channeladapter.common.process.ServiceProcess;
import java.time.InstantSource;

/** The config-service as a process. */
public final class ConfigServiceMain {
    private ConfigServiceMain() {}

    /** Runs until it is told to stop. */
    public static void main(String[] args) {
        System.exit(ServiceProcess.run(
                "config-service",
                ConfigServiceConfig.KEYS,
                System.getenv(),
                System.err,
                settings -> ConfigService.start(ConfigServiceConfig.from(settings), InstantSource.system())));
    }
}
