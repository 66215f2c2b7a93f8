package io.channeladapter.common.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The least level that this process logs, wherever it was set: {@code logback.xml} sees only the environment. */
public final class LogLevel {
    private LogLevel() {}

    /**
     * Sets it for all loggers that have no level of their own.
     *
     * @param level ERROR, WARN, INFO or DEBUG; anything else counts as INFO
     */
    public static void set(String level) {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.toLevel(level, Level.INFO));
        }
    }
}
