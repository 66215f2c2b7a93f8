package io.channeladapter.config.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code docs/openapi.yaml}, to which every answer of the tests is held: its status, media type, headers and body. What
 * stands in an answer and not in the document is wrong here too, though clients are to ignore it. Safe for many threads.
 */
final class OpenApi {
    static final OpenApi DOCUMENT = new OpenApi(Path.of("../docs/openapi.yaml"));

    private static final String LOCATION = "https://channeladapter.example/openapi";

    private final JsonNode root;
    private final SchemaRegistry schemas;

    private OpenApi(Path file) {
        try {
            root = new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close(root);
        schemas = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                        .schemas(Map.of(LOCATION, root.toString())));
    }

    /** All operations: method, a space, path with its parameters' names. */
    List<String> operations() {
        List<String> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(key -> !key.equals("parameters"))
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** What stands at a place of the document. */
    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** Fails where the answer is none of those that the document allows; answers to unknown paths are problems. */
    void hold(String method, String path, HttpResponse<String> answer) {
        String what = method + " " + path + " " + answer.statusCode() + "\n" + answer.body();
        String response = response(method, path, answer.statusCode());
        assertThat(root.at(response).isMissingNode()).as(what).isFalse();
        root.at(response + "/headers").properties().forEach(header -> {
            if (referred(response + "/headers/" + header.getKey(), "/required").asBoolean()) {
                assertThat(answer.headers().firstValue(header.getKey()))
                        .as(what + header.getKey())
                        .isPresent();
            }
        });
        if (!root.at(response).has("content")) {
            assertThat(answer.body()).as(what).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String schema = response + "/content/" + escaped(type) + "/schema";
        assertThat(root.at(schema).isMissingNode()).as(what + type).isFalse();
        assertThat(schema(schema).validate(json(answer.body()))).as(what).isEmpty();
    }

    /** Where the answer is described; what is not there at all, or not done there, is answered with a problem. */
    private String response(String method, String path, int status) {
        String responses = operation(method, path).orElse("/none") + "/responses/";
        if (!root.at(responses + status).isMissingNode()) {
            return resolved(responses + status);
        }
        return status < 400 ? "/none" : "/components/responses/Problem";
    }

    private Optional<String> operation(String method, String path) {
        return operations().stream()
                .filter(operation -> operation.startsWith(method + " "))
                .map(operation -> operation.substring(method.length() + 1))
                .filter(template -> path.matches(template.replaceAll("\\{[a-z]+}", "[^/]+")))
                .map(template -> "/paths/" + escaped(template) + "/" + method.toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private JsonNode referred(String pointer, String inside) {
        return root.at(resolved(pointer) + inside);
    }

    private String resolved(String pointer) {
        String reference = root.at(pointer).path("$ref").asText("");
        return reference.isEmpty() ? pointer : reference.substring(1);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private Schema schema(String pointer) {
        return schemas.getSchema(SchemaLocation.of(LOCATION + "#" + pointer));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    // Objects that name their properties have no others.
    private static void close(JsonNode node) {
        node.forEach(OpenApi::close);
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.path("type").asText("").equals("object")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }
}
