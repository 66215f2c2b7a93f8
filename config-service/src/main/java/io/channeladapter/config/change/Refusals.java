package io.channeladapter.config.change;

/** The one table from a refused command's code to its problem. Pure. */
final class Refusals {
    /** Code of a creation of what exists. */
    static final String ALREADY_EXISTS = "already-exists";

    private Refusals() {}

    static Problem keyReused(String detail) {
        return new Problem(422, "idempotency-key-reused", "The key names another creation", detail);
    }

    static Problem problem(String code, String detail) {
        return switch (code) {
            case "not-found" -> new Problem(404, code, "There is no such channel", detail);
            case "stale-version" -> new Problem(412, code, "The channel has changed since it was read", detail);
            case ALREADY_EXISTS -> new Problem(409, code, "The channel exists already", detail);
            case "not-configured" -> new Problem(409, code, "The channel is not configured yet", detail);
            case "not-authorized" -> new Problem(409, code, "The channel is not authorized yet", detail);
            case "not-enabled" -> new Problem(409, code, "The channel is not enabled", detail);
            default -> new Problem(409, code, "The channel does not allow this now", detail);
        };
    }
}
