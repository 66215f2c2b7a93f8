package io.channeladapter.ingress.publish;

/** What became of a webhook that was to be published. */
public sealed interface PublishOutcome {
    /** All in-sync replicas have it. */
    record Acknowledged() implements PublishOutcome {}

    /** The broker takes no record of this size; it never will. */
    record TooLarge() implements PublishOutcome {}

    /**
     * The broker did not acknowledge it.
     *
     * @param cause why
     */
    record Unavailable(Cause cause) implements PublishOutcome {}

    /** Why a record was not acknowledged. */
    enum Cause {
        /** Too many others wait. */
        OVERLOADED,
        /** The broker did not answer in time, or its buffer stayed full. */
        TIMED_OUT,
        /** The broker refused it, or this process may not write. */
        REFUSED
    }

    /** The outcome's name in metrics. */
    default String label() {
        return switch (this) {
            case Acknowledged _ -> "acknowledged";
            case TooLarge _ -> "too-large";
            case Unavailable u ->
                switch (u.cause()) {
                    case OVERLOADED -> "overloaded";
                    case TIMED_OUT -> "timed-out";
                    case REFUSED -> "refused";
                };
        };
    }
}
