package io.channeladapter.config.change;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.config.history.Change;
import io.channeladapter.config.log.NotReadException;
import java.util.List;

/**
 * Why a wish was not done, as RFC 9457 has it.
 *
 * @param status HTTP status
 * @param code stable code
 * @param title what went wrong, the same for each problem of this code
 * @param detail one or two sentences about this one: what happened and what to do; never a secret
 * @param errors what is wrong with single fields; empty where it is about none
 * @param changes what people changed since the caller looked, the oldest first; empty where it is about none
 */
public record Problem(
        int status, String code, String title, String detail, List<FieldError> errors, List<Change> changes) {
    public Problem {
        errors = List.copyOf(errors);
        changes = List.copyOf(changes);
    }

    /** A problem of fields. */
    public Problem(int status, String code, String title, String detail, List<FieldError> errors) {
        this(status, code, title, detail, errors, List.of());
    }

    /** The same with what people changed. */
    public Problem with(List<Change> byPeople) {
        return new Problem(status, code, title, detail, errors, byPeople);
    }

    /** The same where something was done before; it says what, and what to do about it. */
    public Problem after(String done) {
        return new Problem(status, code, title, detail + " " + done, errors, changes);
    }

    /** A problem that is about no field. */
    public Problem(int status, String code, String title, String detail) {
        this(status, code, title, detail, List.of());
    }

    /**
     * What is wrong with one field.
     *
     * @param field its name
     * @param detail what is expected; never the value, which may be a secret
     */
    public record FieldError(String field, String detail) {}

    /** Fields that are not as they must be. */
    public static Problem ofFields(List<FieldError> errors) {
        String detail = errors.stream()
                .map(e -> e.field() + ": " + e.detail())
                .collect(java.util.stream.Collectors.joining("; ", "", "."));
        return new Problem(400, "invalid-field", "A field is not as it must be", detail, errors);
    }

    /** One field that is not as it must be. */
    public static Problem ofField(String field, String detail) {
        return ofFields(List.of(new FieldError(field, detail)));
    }

    /** What is kept in Kafka could not be read. */
    public static Problem notRead(NotReadException e) {
        return switch (e.reason()) {
            case BUSY ->
                new Problem(503, "busy", "Too many read already", "Others read the same now. Try again in a second.");
            case UNAVAILABLE ->
                new Problem(
                        503,
                        "kafka-unavailable",
                        "Kafka does not do this now",
                        "What happened could not be read from Kafka. Try again; if it stays so, the log of the"
                                + " config-service says why.");
        };
    }

    /** Who asks sees the bot but may not change its channels. */
    public static Problem notAllowed(BotId botId) {
        return new Problem(
                403,
                "not-allowed",
                "You may not do this",
                "You may not change channels of bot " + botId + ": ask an admin for the role owner of this bot.");
    }

    /** A release of what sends. */
    public static Problem notPaused() {
        return new Problem(
                409,
                "not-paused",
                "The channel is not paused",
                "Sending is not paused, so that there is nothing to release. What waits and why stands in the outbox.");
    }

    /** No dead letter of this name. */
    public static Problem noLetter(String id) {
        return new Problem(
                404,
                "not-found",
                "There is no such dead letter",
                "There is no dead letter " + id + ", or not any more.");
    }

    /** A dead letter without bytes. */
    public static Problem noBytes(String id) {
        return new Problem(
                404,
                "not-found",
                "The bytes were not kept",
                "The bytes of dead letter " + id + " were not kept; its origin says where they were.");
    }

    /** No channel of this name. */
    public static Problem notFound(String streamId) {
        return new Problem(
                404, "not-found", "There is no such channel", "There is no channel " + streamId + ", or not any more.");
    }
}
