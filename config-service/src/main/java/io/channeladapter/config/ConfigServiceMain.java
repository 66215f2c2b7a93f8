package io.channeladapter.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.process.ServiceProcess;
import io.channeladapter.config.cli.ConfigCommand;
import java.io.PrintWriter;
import java.time.InstantSource;

/** The config-service as a process, or with arguments one of its tools. */
public final class ConfigServiceMain {
    private ConfigServiceMain() {}

    /** Runs until it is told to stop, or until the tool is done. */
    public static void main(String[] args) {
        System.exit(args.length == 0 ? service() : tool(args));
    }

    private static int service() {
        return ServiceProcess.run(
                "config-service",
                ConfigServiceConfig.KEYS,
                System.getenv(),
                System.err,
                settings -> ConfigService.start(ConfigServiceConfig.from(settings), InstantSource.system()));
    }

    private static int tool(String[] args) {
        return ConfigCommand.run(
                args,
                System.getenv(),
                new PrintWriter(System.out, true, UTF_8),
                new PrintWriter(System.err, true, UTF_8));
    }
}
