package io.channeladapter.sandbox.simulator;

import io.channeladapter.sandbox.simulator.api.CallbackRules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a simulator on its own, with settings from the environment; docs/simulator.md lists them. */
public final class SimulatorMain {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatorMain.class);

    private SimulatorMain() {}

    public static void main(String[] args) throws InterruptedException {
        TwitterSimulator simulator;
        try {
            simulator = TwitterSimulator.start(config(System.getenv()));
        } catch (IllegalArgumentException e) {
            LOG.atError().log("Wrong setting: {}", e.getMessage());
            System.exit(2);
            return;
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("The simulator cannot start: {}", e.getMessage());
            System.exit(1);
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            simulator.close();
            ended.countDown();
        }));
        LOG.atInfo().addKeyValue("url", simulator.url()).log("Twitter simulator is ready");
        ended.await();
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if one is wrong; it is named
     */
    static SimulatorConfig config(Map<String, String> environment) {
        SimulatorConfig local = SimulatorConfig.local();
        String data = environment.getOrDefault("SIMULATOR_DATA", "");
        Set<String> hosts = Arrays.stream(environment
                        .getOrDefault("SIMULATOR_ALLOWED_CALLBACK_HOSTS", "")
                        .split(",", -1))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        boolean loopback = switch (environment.getOrDefault("SIMULATOR_ALLOW_LOOPBACK_CALLBACKS", "true")) {
            case "true" -> true;
            case "false" -> false;
            case String other ->
                throw new IllegalArgumentException(
                        "SIMULATOR_ALLOW_LOOPBACK_CALLBACKS must be true or false, is " + other);
        };
        List<Duration> waits = environment.containsKey("SIMULATOR_RETRY_WAITS_SECONDS")
                ? Arrays.stream(environment
                                .getOrDefault("SIMULATOR_RETRY_WAITS_SECONDS", "")
                                .split(",", -1))
                        .filter(text -> !text.isBlank())
                        .map(text -> Duration.ofSeconds(number("SIMULATOR_RETRY_WAITS_SECONDS", text.strip())))
                        .toList()
                : local.retryWaits();
        Duration period = Duration.ofSeconds(number(
                "SIMULATOR_CHALLENGE_SECONDS",
                environment.getOrDefault(
                        "SIMULATOR_CHALLENGE_SECONDS",
                        Long.toString(local.challengePeriod().toSeconds()))));
        int port = number("SIMULATOR_PORT", environment.getOrDefault("SIMULATOR_PORT", "8070"));
        return local.withAddress(environment.getOrDefault("SIMULATOR_HOST", local.host()), port)
                .withDataDir(data.isBlank() ? null : Path.of(data))
                .withCallbackRules(new CallbackRules(loopback, hosts))
                .withTimes(local.callbackTimeout(), waits, period)
                .withMediaProcessing(Duration.ofSeconds(number(
                        "SIMULATOR_MEDIA_PROCESSING_SECONDS",
                        environment.getOrDefault("SIMULATOR_MEDIA_PROCESSING_SECONDS", "1"))))
                .withMediaUrl(address("SIMULATOR_MEDIA_URL", environment.getOrDefault("SIMULATOR_MEDIA_URL", "")));
    }

    private static @Nullable URI address(String key, String text) {
        if (text.isBlank()) {
            return null;
        }
        if (!text.matches("https?://[^/\\s]+")) {
            throw new IllegalArgumentException(key + " must be an address without a path, is " + text);
        }
        return URI.create(text);
    }

    private static int number(String key, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(key + " must be a whole number, is " + text);
        }
        return Integer.parseInt(text);
    }
}
