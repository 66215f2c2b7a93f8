package io.channeladapter.common.message;

import io.channeladapter.common.channel.ChannelEvent;
import java.util.regex.Pattern;

/** Types of the events that a bot reads: {@code ce_type}. */
public final class EventType {
    /** What every type starts with. */
    public static final String PREFIX = "io.channeladapter.";

    public static final String MESSAGE_RECEIVED = PREFIX + "message.received";
    public static final String MESSAGE_READ = PREFIX + "message.read";
    public static final String MESSAGE_SENT_ELSEWHERE = PREFIX + "message.sent-elsewhere";
    public static final String MESSAGE_UNREADABLE = PREFIX + "message.unreadable";
    public static final String TYPING_STARTED = PREFIX + "typing.started";
    public static final String MENTION_RECEIVED = PREFIX + "mention.received";
    public static final String TWEET_CREATED = PREFIX + "tweet.created";
    public static final String TWEET_DELETED = PREFIX + "tweet.deleted";
    public static final String TWEET_FAVORITED = PREFIX + "tweet.favorited";
    public static final String ACCOUNT_REVOKED = PREFIX + "account.revoked";

    public static final String QUOTA_STATE = PREFIX + "quota.state";

    private static final Pattern ODD = Pattern.compile("[^a-z0-9_.-]");

    private EventType() {}

    /** Type of a relation event: follow, unfollow, block, unblock, mute or unmute. */
    public static String relation(String verb) {
        return PREFIX + verb;
    }

    /** Type of an event of which the adapter knows no more than Twitter's own name of it. */
    public static String unknown(String kind) {
        return PREFIX + "other." + ODD.matcher(kind).replaceAll("_");
    }

    /** Type of a change of the channel itself. */
    public static String channel(ChannelEvent.Type type) {
        return PREFIX + "channel." + type.wire();
    }

    /** Type of an outcome. */
    public static String outcome(Outcome outcome) {
        return PREFIX
                + switch (outcome) {
                    case Outcome.Sent _ -> "message.sent";
                    case Outcome.Deferred _ -> "message.deferred";
                    case Outcome.Failed _ -> "message.failed";
                    case Outcome.Expired _ -> "message.expired";
                    case Outcome.Confirmed _ -> "message.confirmed";
                };
    }
}
