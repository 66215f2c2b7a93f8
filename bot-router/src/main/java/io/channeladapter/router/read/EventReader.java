package io.channeladapter.router.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.time.Instant;

/**
 * Reads the body of a webhook, whichever of Twitter's shapes it has. Pure; never throws, whatever the bytes.
 *
 * <ul>
 *   <li>Account Activity, v1.1 and v2: {@code for_user_id} and one or more arrays of events.
 *   <li>X Activity: one event in an envelope {@code data}.
 * </ul>
 *
 * Of a key that is there twice the last one counts; what is nested deeper than {@value #DEEPEST} levels is not read.
 */
public final class EventReader {
    /** Below the limit of our own records: they hold the body one level deeper, and have to be read again. */
    private static final int DEEPEST = 90;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private EventReader() {}

    /**
     * Reads a body.
     *
     * @param receivedAt stands in for Twitter's time where that is missing
     */
    public static Reading read(byte[] body, Instant receivedAt) {
        JsonNode json;
        try (JsonParser parser = FACTORY.createParser(body)) {
            json = Json.MAPPER.readTree(parser);
            if (parser.nextToken() != null) {
                return new Reading.NotJson("the body is JSON, and more after it");
            }
        } catch (IOException | NumberFormatException e) {
            return new Reading.NotJson("the body is not JSON");
        }
        if (json == null || json.isMissingNode()) {
            return new Reading.NotJson("the body is empty");
        }
        if (!(json instanceof ObjectNode object)) {
            return new Reading.Unreadable("the body is JSON, but not an object");
        }
        return XActivity.read(object, receivedAt).orElseGet(() -> AccountActivity.read(object, receivedAt));
    }
}
