package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call is answered.
 *
 * @param status HTTP status
 * @param body null for none
 * @param headers besides the usual ones
 * @param error Twitter's code, 0 for none
 * @param messageId of a message sent by the call
 */
record ApiAnswer(
        int status,
        @Nullable JsonNode body,
        Map<String, String> headers,
        int error,
        @Nullable String messageId) {
    static ApiAnswer ok(JsonNode body) {
        return new ApiAnswer(200, body, Map.of(), 0, null);
    }

    static ApiAnswer noContent() {
        return new ApiAnswer(204, null, Map.of(), 0, null);
    }

    static ApiAnswer refused(TwitterError error) {
        return refused(error, Map.of());
    }

    static ApiAnswer refused(TwitterError error, Map<String, String> headers) {
        return new ApiAnswer(error.status(), error.body(), headers, error.code(), null);
    }
}
