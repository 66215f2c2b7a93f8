package io.channeladapter.sandbox.simulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A direct message as its writer wrote it; escaping and short links come when it is shown to a program.
 *
 * @param id digits, growing with time
 * @param senderId who wrote it
 * @param recipientId who gets it
 * @param text unescaped, links unshortened
 * @param at when Twitter took it
 * @param sourceAppId the program it was written with; null for a person's message
 * @param viaApi true if an app sent it, so that it touches the quotas
 * @param counted true if it used up the quota: it was not a free reply
 * @param generation by which an app sent it; null for a message by hand, and for one kept from before there was v2
 * @param extras further fields of {@code message_data}: an object, perhaps empty
 */
public record Message(
        String id,
        String senderId,
        String recipientId,
        String text,
        Instant at,
        @Nullable String sourceAppId,
        boolean viaApi,
        boolean counted,
        @Nullable Generation generation,
        JsonNode extras) {
    /** The other side of the conversation as {@code userId} sees it. */
    public String otherThan(String userId) {
        return senderId.equals(userId) ? recipientId : senderId;
    }

    /** True if the message belongs to the conversation of these two. */
    public boolean between(String one, String other) {
        return (senderId.equals(one) && recipientId.equals(other))
                || (senderId.equals(other) && recipientId.equals(one));
    }
}
