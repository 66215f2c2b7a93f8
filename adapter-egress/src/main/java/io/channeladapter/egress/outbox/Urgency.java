package io.channeladapter.egress.outbox;

/** In which of a channel's two queues a conversation takes turns. */
public enum Urgency {
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
}
