package io.channeladapter.config.authorize;

import io.channeladapter.config.authorize.StepResult.Step;

/** Is told of an attempt while it runs, on the thread that runs it. */
public interface Progress {
    /** Tells no one. */
    Progress SILENT = new Progress() {
        @Override
        public void began(Step step) {}

        @Override
        public void ended(StepResult step) {}
    };

    /** A step begins. */
    void began(Step step);

    /** A step has ended, or was skipped. */
    void ended(StepResult step);
}
