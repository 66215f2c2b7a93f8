package io.channeladapter.egress.outbox;

/** In which of a channel's queues a conversation takes turns. */
public enum Urgency {
    /** Twitter does not count it: an answer that a person's message gave free, or no message at all. */
    UNCOUNTED("u"),
    /** A person waits for an answer. */
    LIVE("l"),
    /** One message to many. */
    BROADCAST("b");

    private final String letter;

    Urgency(String letter) {
        this.letter = letter;
    }

    String letter() {
        return letter;
    }

    static Urgency ofLetter(String letter) {
        return switch (letter) {
            case "u" -> UNCOUNTED;
            case "l" -> LIVE;
            default -> BROADCAST;
        };
    }
}
