package io.channeladapter.sandbox.simulator;

import io.channeladapter.sandbox.simulator.api.CallbackRules;
import io.channeladapter.sandbox.simulator.api.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator runs.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param dataDir where its world is kept; null keeps it in memory
 * @param callbackRules which callback URLs it takes
 * @param callbackTimeout for challenges and events
 * @param retryWaits how long it waits before each repeated delivery
 * @param challengePeriod how often it challenges registered webhooks
 * @param limits how often apps may call
 * @param mediaUrl where those who get events find it; null for where it listens
 * @param mediaProcessing how long a video or an animated picture is processed after its upload
 */
public record SimulatorConfig(
        String host,
        int port,
        @Nullable Path dataDir,
        CallbackRules callbackRules,
        Duration callbackTimeout,
        List<Duration> retryWaits,
        Duration challengePeriod,
        Limits limits,
        @Nullable URI mediaUrl,
        Duration mediaProcessing) {
    public SimulatorConfig {
        retryWaits = List.copyOf(retryWaits);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535, is " + port);
        }
        if (callbackTimeout.isNegative() || callbackTimeout.isZero()) {
            throw new IllegalArgumentException("callbackTimeout must be positive, is " + callbackTimeout);
        }
        if (challengePeriod.toMillis() < 1) {
            throw new IllegalArgumentException("challengePeriod must be positive, is " + challengePeriod);
        }
    }

    /** As Twitter does, on a free port of this machine, with callback URLs on this machine, in memory. */
    public static SimulatorConfig local() {
        return new SimulatorConfig(
                "127.0.0.1",
                0,
                null,
                new CallbackRules(true, Set.of()),
                Duration.ofSeconds(3),
                List.of(Duration.ofSeconds(3), Duration.ofSeconds(27), Duration.ofSeconds(242)),
                Duration.ofHours(1),
                Limits.twitter(),
                null,
                Duration.ofSeconds(1));
    }

    /** The same on another address. */
    public SimulatorConfig withAddress(String newHost, int newPort) {
        return new SimulatorConfig(
                newHost,
                newPort,
                dataDir,
                callbackRules,
                callbackTimeout,
                retryWaits,
                challengePeriod,
                limits,
                mediaUrl,
                mediaProcessing);
    }

    /** The same with another data folder. */
    public SimulatorConfig withDataDir(@Nullable Path value) {
        return new SimulatorConfig(
                host,
                port,
                value,
                callbackRules,
                callbackTimeout,
                retryWaits,
                challengePeriod,
                limits,
                mediaUrl,
                mediaProcessing);
    }

    /** The same with other rules for callback URLs. */
    public SimulatorConfig withCallbackRules(CallbackRules value) {
        return new SimulatorConfig(
                host,
                port,
                dataDir,
                value,
                callbackTimeout,
                retryWaits,
                challengePeriod,
                limits,
                mediaUrl,
                mediaProcessing);
    }

    /** The same with other times for challenges and deliveries. */
    public SimulatorConfig withTimes(Duration timeout, List<Duration> waits, Duration period) {
        return new SimulatorConfig(
                host, port, dataDir, callbackRules, timeout, waits, period, limits, mediaUrl, mediaProcessing);
    }

    /** The same with other limits. */
    public SimulatorConfig withLimits(Limits value) {
        return new SimulatorConfig(
                host,
                port,
                dataDir,
                callbackRules,
                callbackTimeout,
                retryWaits,
                challengePeriod,
                value,
                mediaUrl,
                mediaProcessing);
    }

    /** The same, found elsewhere by those who get events. */
    public SimulatorConfig withMediaUrl(@Nullable URI value) {
        return new SimulatorConfig(
                host,
                port,
                dataDir,
                callbackRules,
                callbackTimeout,
                retryWaits,
                challengePeriod,
                limits,
                value,
                mediaProcessing);
    }

    /** The same, with another time for processing what is uploaded. */
    public SimulatorConfig withMediaProcessing(Duration value) {
        return new SimulatorConfig(
                host,
                port,
                dataDir,
                callbackRules,
                callbackTimeout,
                retryWaits,
                challengePeriod,
                limits,
                mediaUrl,
                value);
    }
}
