package io.channeladapter.sandbox.cli;

import io.channeladapter.common.settings.InvalidSettingsException;
import java.io.IOException;
import org.slf4j.LoggerFactory;

/** What is told of a start that failed: one sentence, and where more stands. */
final class Complaint {
    private Complaint() {}

    /** The sentence; the exception itself goes to the log. */
    static String of(String command, Exception problem, LogFile log) {
        LoggerFactory.getLogger(Complaint.class).atError().setCause(problem).log("start failed");
        String sentence = command + " cannot start: " + problem.getMessage();
        boolean saysAll = problem instanceof IOException || problem instanceof InvalidSettingsException;
        return saysAll ? sentence : sentence + "; see " + log.path();
    }
}
