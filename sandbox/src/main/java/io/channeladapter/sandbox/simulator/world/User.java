package io.channeladapter.sandbox.simulator.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Anyone with a Twitter account: the company's account and the persons who write to it alike.
 *
 * @param id digits
 * @param screenName handle without {@code @}, unique whatever its case
 * @param name shown to people
 * @param createdAt when the user joined
 * @param suspended by Twitter: may neither call the API nor be written to
 * @param inbox who may write to the user
 * @param events in which shape its webhooks are told of events; null for the first one
 */
public record User(
        String id,
        String screenName,
        String name,
        Instant createdAt,
        boolean suspended,
        Inbox inbox,
        @Nullable EventShape events) {
    /** Who may send direct messages to a user. */
    public enum Inbox {
        /** Everybody. */
        OPEN,
        /** Followers only: a send is refused with code 150. */
        FOLLOWERS,
        /** Nobody: a send is refused with code 349. */
        CLOSED
    }

    /** The same user, suspended or not. */
    public User withSuspended(boolean value) {
        return new User(id, screenName, name, createdAt, value, inbox, events);
    }

    /** The same user with another inbox. */
    public User withInbox(Inbox value) {
        return new User(id, screenName, name, createdAt, suspended, value, events);
    }

    /** The same user, of whose events its webhooks are told in this shape. */
    public User withEvents(EventShape value) {
        return new User(id, screenName, name, createdAt, suspended, inbox, value);
    }
}
