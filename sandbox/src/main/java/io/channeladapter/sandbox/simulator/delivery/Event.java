package io.channeladapter.sandbox.simulator.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell a webhook.
 *
 * @param kind the key of its array, such as {@code direct_message_events}
 * @param forUserId whose subscription it is for
 * @param personId the other side; null where there is none
 * @param messageId of a message's event; else null
 * @param isEcho true for a message that the user itself sent
 * @param body what is signed and sent
 */
public record Event(
        String kind,
        String forUserId,
        @Nullable String personId,
        @Nullable String messageId,
        boolean isEcho,
        JsonNode body) {}
