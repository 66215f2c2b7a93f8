package io.channeladapter.config.doctor;

import io.channeladapter.config.doctor.Examination.Check;
import io.channeladapter.config.doctor.Examination.Finding;

/** Is told of an examination while it runs, on the thread that runs it. */
public interface Watcher {
    /** Tells no one. */
    Watcher NONE = new Watcher() {
        @Override
        public void began(Check check) {}

        @Override
        public void ended(Finding finding) {}
    };

    /** A look begins. */
    void began(Check check);

    /** A look has ended, or was not worth it. */
    void ended(Finding finding);
}
