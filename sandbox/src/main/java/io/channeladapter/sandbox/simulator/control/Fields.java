package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** The JSON object in a request's body; every wrong field is named in the problem. */
final class Fields {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode object;

    private Fields(JsonNode object) {
        this.object = object;
    }

    /** Reads the body; an empty one is an object without fields. */
    static Fields of(Context ctx, String... known) {
        JsonNode object;
        try {
            object = ctx.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(ctx.body());
        } catch (JsonProcessingException e) {
            throw new ControlProblem(400, "The body is not JSON.");
        }
        if (!object.isObject()) {
            throw new ControlProblem(400, "The body must be a JSON object.");
        }
        Set<String> names = Set.of(known);
        for (Iterator<String> fields = object.fieldNames(); fields.hasNext(); ) {
            String name = fields.next();
            if (!names.contains(name)) {
                throw new ControlProblem(
                        400, "Field \"" + name + "\" is not known here. Known: " + String.join(", ", known) + ".");
            }
        }
        return new Fields(object);
    }

    Optional<String> text(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new ControlProblem(400, "Field \"" + name + "\" must be a text that is not empty.");
        }
        return Optional.of(value.asText());
    }

    String needText(String name) {
        return text(name).orElseThrow(() -> new ControlProblem(400, "Field \"" + name + "\" is missing."));
    }

    int number(String name, int otherwise, int min, int max) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < min || value.asInt() > max) {
            throw new ControlProblem(
                    400, "Field \"" + name + "\" must be a whole number from " + min + " to " + max + ".");
        }
        return value.asInt();
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new ControlProblem(400, "Field \"" + name + "\" must be true or false.");
        }
        return value.asBoolean();
    }

    Optional<JsonNode> object(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw new ControlProblem(400, "Field \"" + name + "\" must be a JSON object.");
        }
        return Optional.of(value);
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }
}
