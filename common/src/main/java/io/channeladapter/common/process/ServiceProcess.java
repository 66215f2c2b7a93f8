package io.channeladapter.common.process;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.LogLevel;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.settings.SharedKeys;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one service as a process: settings, start, wait for the signal to stop, ordered close.
 *
 * <p>Exit codes: 1 could not start, or failed while running · 2 settings are wrong · 143 stopped by SIGTERM, 130 by
 * SIGINT, both after an ordered close.
 */
public final class ServiceProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    /** A service that runs. */
    public interface Running extends AutoCloseable {
        /** Returns when the service has failed and cannot go on, or was closed; never returns while it is well. */
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
        return run(name, keys, environment, errors, start, Hooks.OF_THIS_PROCESS);
    }

    static int run(
            String name,
            List<Key<?>> keys,
            Map<String, String> environment,
            PrintStream errors,
            Start start,
            Hooks hooks) {
        Running running;
        try {
            Settings settings = Settings.load(keys, environment);
            if (keys.contains(SharedKeys.LOG_LEVEL)) {
                LogLevel.set(settings.get(SharedKeys.LOG_LEVEL));
            }
            running = start.from(settings);
        } catch (InvalidSettingsException e) {
            errors.println(name + " cannot start, its settings are wrong:");
            e.problems().forEach(problem -> errors.println("  " + problem));
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (Throwable e) { // an Error would end this thread alone and leave a half-started process behind
            errors.println(name + " cannot start: " + sentence(e));
            LOG.atError().setCause(e).addKeyValue(LogKeys.SERVICE, name).log("start failed");
            return 1;
        }
        AtomicBoolean asked = new AtomicBoolean();
        Thread hook = Thread.ofPlatform().name("shutdown").unstarted(() -> {
            asked.set(true);
            running.close();
            LOG.atInfo().addKeyValue(LogKeys.SERVICE, name).log("stopped");
        });
        hooks.add(hook);
        LOG.atInfo().addKeyValue(LogKeys.SERVICE, name).log("started");
        try {
            running.awaitFailure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (asked.get() || !hooks.remove(hook)) {
            return 0; // the hook closes, and the JVM ends with the signal's own code
        }
        LOG.atError().addKeyValue(LogKeys.SERVICE, name).log("failed, stopping");
        running.close();
        return 1;
    }

    // What happened and why: Kafka's clients say the one in the exception and the other in its cause.
    private static String sentence(Throwable problem) {
        List<String> words = new ArrayList<>();
        for (Throwable t = problem; t != null && words.size() < 4; t = t.getCause()) {
            String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
            if (words.stream().noneMatch(said -> said.contains(message))) {
                words.add(message);
            }
        }
        return String.join(": ", words);
    }

    /** What runs when the process is asked to stop. */
    interface Hooks {
        Hooks OF_THIS_PROCESS = new Hooks() {
            @Override
            public void add(Thread hook) {
                Runtime.getRuntime().addShutdownHook(hook);
            }

            @Override
            public boolean remove(Thread hook) {
                try {
                    return Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException e) {
                    return false; // the process stops already
                }
            }
        };

        void add(Thread hook);

        /** Whether it was taken out before it ran. */
        boolean remove(Thread hook);
    }
}
