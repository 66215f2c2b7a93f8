package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.channeladapter.sandbox.simulator.oauth.Param;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Grant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a recognised caller.
 *
 * @param app who calls
 * @param grant for whom; null with a bearer token
 * @param params of query and form body
 * @param path parameters of the path
 * @param body as received, UTF-8; empty where it has parts
 * @param parts of a multipart body, by their names
 * @param now when it came
 */
record ApiCall(
        App app,
        @Nullable Grant grant,
        List<Param> params,
        Map<String, String> path,
        String body,
        Map<String, byte[]> parts,
        Instant now) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The first parameter of a name that has a value. */
    Optional<String> param(String name) {
        return params.stream()
                .filter(param -> param.name().equals(name) && !param.value().isBlank())
                .map(Param::value)
                .findFirst();
    }

    /** A part of the body, or else a parameter. */
    Optional<String> field(String name) {
        byte[] part = parts.get(name);
        return part == null ? param(name) : Optional.of(new String(part, StandardCharsets.UTF_8));
    }

    /** A part of the body; empty where there is none. */
    byte[] part(String name) {
        return parts.getOrDefault(name, new byte[0]);
    }

    /** The body as JSON; missing where it is none. */
    JsonNode json() {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    String pathParam(String name) {
        return path.getOrDefault(name, "");
    }

    /** The user's token; only for routes that demand one. */
    Grant user() {
        if (grant == null) {
            throw new IllegalStateException("This route lets a bearer token in");
        }
        return grant;
    }
}
