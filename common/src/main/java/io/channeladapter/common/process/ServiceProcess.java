package io.channeladapter.common.process;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.Settings;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one service as a process: settings, start, wait for the signal to stop, ordered close.
 *
 * <p>Exit codes: 0 stopped as asked · 1 could not start, or failed while running · 2 settings are wrong.
 */
public final class ServiceProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    /** A service that runs. */
    public interface Running extends AutoCloseable {
        /** Returns when the service has failed and cannot go on; never returns while it is well. */
        void awaitFailure() throws InterruptedException;

        @Override
        void close();
    }

    /** Starts a service from valid settings. */
    @FunctionalInterface
    public interface Start {
        /**
         * Builds the service and starts it.
         *
         * @throws InvalidSettingsException where settings fit each alone but not together
         * @throws Exception where something from outside is missing: a port in use, a broker that cannot be reached
         */
        Running from(Settings settings) throws Exception;
    }

    private ServiceProcess() {}

    /** Runs the service in this process and returns its exit code. */
    public static int run(
            String name, List<Key<?>> keys, Map<String, String> environment, PrintStream errors, Start start) {
        Running running;
        try {
            running = start.from(Settings.load(keys, environment));
        } catch (InvalidSettingsException e) {
            errors.println(name + " cannot start, its settings are wrong:");
            e.problems().forEach(problem -> errors.println("  " + problem));
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (Exception e) {
            errors.println(name + " cannot start: " + e.getMessage());
            LOG.atError().setCause(e).addKeyValue(LogKeys.SERVICE, name).log("start failed");
            return 1;
        }
        Thread hook = Thread.ofPlatform().name("shutdown").unstarted(() -> {
            running.close();
            LOG.atInfo().addKeyValue(LogKeys.SERVICE, name).log("stopped");
        });
        Runtime.getRuntime().addShutdownHook(hook);
        LOG.atInfo().addKeyValue(LogKeys.SERVICE, name).log("started");
        try {
            running.awaitFailure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.atError().addKeyValue(LogKeys.SERVICE, name).log("failed, stopping");
        return 1;
    }
}
