package io.channeladapter.config.log;

/** Topics could not be read now; nothing is wrong with what was asked. */
public final class NotReadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why not. */
    public enum Reason {
        /** Others read already, as many as may at once. */
        BUSY,
        /** Kafka did not answer. */
        UNAVAILABLE
    }

    public NotReadException(Reason reason, Throwable cause) {
        super(reason.name(), cause);
        this.reason = reason;
    }

    public NotReadException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    /** Why not. */
    public Reason reason() {
        return reason;
    }
}
