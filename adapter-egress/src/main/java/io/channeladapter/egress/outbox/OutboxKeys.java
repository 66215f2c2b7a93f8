package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import java.util.HexFormat;

/**
 * Keys of the outbox store. Pure.
 *
 * <pre>
 * d/&lt;streamid&gt;/&lt;reply id&gt;               {@link ReplyMark}    the reply was taken; once it ends, how
 * p/&lt;streamid&gt;/&lt;user id&gt;/&lt;seq&gt;          {@link Appended}     a reply that has no final outcome
 * a/&lt;streamid&gt;/&lt;seq&gt;                    {@link Progress}     how far it came, where anything happened
 * o/&lt;n&gt;                                 {@link Uncommitted}  a record that may not be in its topic yet, and what it ends
 * l/&lt;streamid&gt;                          {@code Limits}       holds and windows of the account
 * w/&lt;streamid&gt;                          {@link Told}         up to where the channel's replies were told why it waits
 * h/&lt;streamid&gt;                          {@code Pause}        the channel is paused
 * x/&lt;streamid&gt;/&lt;n&gt;                      {@link Ending}       replies that are to end
 * v/&lt;streamid&gt;                                               that {@code outbox.states} shows the channel
 * r/&lt;streamid&gt;/&lt;user id&gt;                {@code FreeReplies}  when the person wrote last, and how many free replies were used
 * u/&lt;streamid&gt;/&lt;user id&gt;/&lt;message id&gt;   {@code Echo}         an echo of which it is not known yet whose it is
 * m/&lt;streamid&gt;/&lt;message id&gt;             {@link KnownMessage} whose message that is
 * </pre>
 *
 * The kind stands first, so that a start reads what is open and passes over the many marks of what is done. Numbers are
 * 16 hexadecimal digits, so that keys sort like them.
 */
public final class OutboxKeys {
    /** What a key holds. */
    public enum Kind {
        PENDING("p"),
        PROGRESS("a"),
        UNCOMMITTED("o"),
        LIMITS("l"),
        TOLD("w"),
        PAUSE("h"),
        ENDING("x"),
        SHOWN("v"),
        RECEIVED("r"),
        PARKED("u"),
        DONE("d"),
        MESSAGE("m");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }

        /** The least key of the kind. */
        public String first() {
            return letter + "/";
        }

        /** A key greater than all of the kind. */
        public String last() {
            return letter + "0";
        }
    }

    private static final int STREAM_ID_FROM = 2;
    private static final int STREAM_ID_TO = STREAM_ID_FROM + 39;
    private static final int DIGITS = 16;

    private OutboxKeys() {}

    /** Key of something numbered that belongs to a channel. */
    public static String of(Kind kind, StreamId streamId, long number) {
        return of(kind, streamId, digits(number));
    }

    /** Key of something named that belongs to a channel. */
    public static String of(Kind kind, StreamId streamId, String name) {
        return kind.first() + streamId + "/" + name;
    }

    /** Key of the one thing of this kind that a channel has. */
    public static String of(Kind kind, StreamId streamId) {
        return kind.first() + streamId;
    }

    /** Key of something numbered that belongs to a conversation. */
    public static String of(Kind kind, Conversation conversation, long number) {
        return of(kind, conversation, digits(number));
    }

    /** Key of something named that belongs to a conversation. */
    public static String of(Kind kind, Conversation conversation, String name) {
        return of(kind, conversation.streamId(), conversation.userId() + "/" + name);
    }

    /** A key greater than all of this kind that belong to the conversation. */
    public static String last(Kind kind, Conversation conversation) {
        return of(kind, conversation.streamId(), conversation.userId() + "0");
    }

    /** Key of an uncommitted record. */
    public static String uncommitted(long number) {
        return Kind.UNCOMMITTED.first() + digits(number);
    }

    /** The channel that a key belongs to; not for uncommitted records. */
    public static StreamId streamId(String key) {
        return new StreamId(key.substring(STREAM_ID_FROM, STREAM_ID_TO));
    }

    /**
     * The conversation that the key of a pending reply or a kept echo belongs to.
     *
     * @throws IllegalStateException where the key is of the layout in which these did not name one
     */
    public static Conversation conversation(String key) {
        return new Conversation(streamId(key), key.substring(STREAM_ID_TO + 1, endOfUserId(key)));
    }

    /**
     * Refuses what {@link #conversation} would.
     *
     * @throws IllegalStateException where the key is of the layout in which these did not name one
     */
    public static void requireConversation(String key) {
        endOfUserId(key);
    }

    private static int endOfUserId(String key) {
        int end = key.indexOf('/', STREAM_ID_TO + 1);
        if (end < 0) {
            throw new IllegalStateException(
                    "the outbox holds replies in the layout of an earlier version, which this one"
                            + " cannot read: let that version send what waits, stop it, and delete the changelog of the outbox"
                            + " and egress.state-dir");
        }
        return end;
    }

    /** What follows the channel in the key. */
    public static String name(String key) {
        return key.substring(STREAM_ID_TO + 1);
    }

    /** The number at the end of the key. */
    public static long number(String key) {
        return HexFormat.fromHexDigitsToLong(key, key.length() - DIGITS, key.length());
    }

    static String digits(long number) {
        return HexFormat.of().toHexDigits(number);
    }
}
