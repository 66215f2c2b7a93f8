package io.channeladapter.sandbox.simulator.control;

/** A request to the control API that cannot be done; its message says what is wrong with which field. */
final class ControlProblem extends RuntimeException {
    private final int status;

    ControlProblem(int status, String detail) {
        super(detail);
        this.status = status;
    }

    /** HTTP status of the answer. */
    int status() {
        return status;
    }
}
