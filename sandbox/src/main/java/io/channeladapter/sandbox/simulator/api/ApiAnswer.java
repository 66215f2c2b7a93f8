package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    static ApiAnswer data(int status, JsonNode data) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("data", data);
        return new ApiAnswer(status, body, Map.of(), 0, null);
    }

    static ApiAnswer refused(Problem problem) {
        return new ApiAnswer(problem.status(), problem.body(), Map.of(), problem.code(), null);
    }

    /** The same answer in the words of v2, where it is a refusal in those of v1.1. */
    static ApiAnswer refused(boolean inV2, TwitterError error, Map<String, String> headers) {
        if (!inV2) {
            return refused(error, headers);
        }
        Problem problem = Problem.of(error);
        return new ApiAnswer(problem.status(), problem.body(), headers, error.code(), null);
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
