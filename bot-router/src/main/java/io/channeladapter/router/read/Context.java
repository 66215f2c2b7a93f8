package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a body says of all events in it.
 *
 * @param forUserId the account that they were reported to; null where Twitter did not say
 * @param people the users that it describes
 * @param receivedAt when it was accepted; stands in for Twitter's time where that is missing
 */
record Context(@Nullable String forUserId, People people, Instant receivedAt) {

    Instant timeOf(JsonNode event) {
        return Fields.time(event).orElse(receivedAt);
    }
}
