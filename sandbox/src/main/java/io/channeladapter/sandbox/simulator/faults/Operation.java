package io.channeladapter.sandbox.simulator.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a call does, whichever generation it belongs to; a fault strikes one of them, or all. */
public enum Operation {
    /** Every call; as the operation of a call: one that has no name. */
    ALL,
    /** The app's bearer token. */
    TOKEN,
    /** {@code verify_credentials}, {@code users/me}. */
    VERIFY,
    WEBHOOK_LIST,
    WEBHOOK_REGISTER,
    WEBHOOK_CHALLENGE,
    WEBHOOK_REMOVE,
    /** What a webhook was sent is to be sent again. */
    REPLAY,
    SUBSCRIBE,
    /** Whether the account is subscribed. */
    CHECK,
    UNSUBSCRIBE,
    /** Each step of an upload of media. */
    UPLOAD,
    /** A direct message. */
    SEND,
    TYPING,
    READ;

    /** The operation in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The operation with this word, if there is one. */
    public static Optional<Operation> ofWord(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.word().equals(word))
                .findFirst();
    }

    /** All words, for messages. */
    public static String allowed() {
        return Arrays.stream(values()).map(Operation::word).collect(Collectors.joining(", "));
    }

    /** Whether what strikes this strikes that call. */
    boolean covers(Operation call) {
        return this == ALL || this == call;
    }
}
