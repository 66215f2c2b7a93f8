package io.channeladapter.system.bots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.EventType;
import io.channeladapter.common.topic.RecordHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * {@code docs/asyncapi.yaml}, by which records are judged. What stands in a record and not in the document is wrong here
 * too, though bots are to ignore it. Safe for many threads.
 */
final class AsyncApi {
    static final AsyncApi DOCUMENT = new AsyncApi(Path.of("..", "docs", "asyncapi.yaml"));

    private static final String LOCATION = "https://channeladapter.example/asyncapi";
    private static final String OTHER = "other";

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private AsyncApi(Path file) {
        JsonNode closed;
        try {
            document = new YAMLMapper().readTree(file.toFile());
            // Around its schemas the document has words, such as id, that would mean something else in one.
            closed = Json.object().set("components", document.path("components").deepCopy());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close(closed.at("/components/schemas"));
        schemas = SchemaRegistry.withDialect(
                Dialects.getDraft7(),
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                        .schemas(Map.of(LOCATION, closed.toString())));
    }

    /** The document itself. */
    JsonNode document() {
        return document;
    }

    /** Names of the messages of a channel. */
    Set<String> messages(String channel) {
        Set<String> names = new TreeSet<>();
        document.at("/channels/" + channel + "/messages").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Name of the message that carries events of this type, given with its prefix. */
    static String message(String type) {
        String name = type.substring(EventType.PREFIX.length());
        return name.startsWith(OTHER + ".") ? OTHER : name;
    }

    /** Name of the schema of a message's value. */
    String payload(String message) {
        String reference = document.at("/components/messages")
                .path(message)
                .at("/payload/$ref")
                .asText();
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    /** What is wrong with a JSON, by a schema of the document. */
    List<String> problems(String schema, JsonNode json) {
        return validate("/components/schemas/" + schema, json);
    }

    /** What is wrong with an event as it stands in a bot's topic: its headers, its key, its value. */
    List<String> problems(Headers headers, String key, byte[] value) {
        ObjectNode named = Json.object();
        for (Header header : headers) {
            named.put(header.key(), RecordHeaders.text(headers, header.key()).orElse(""));
        }
        String message = message(named.path("ce_type").asText(EventType.PREFIX + "?"));
        if (!messages("events").contains(message)) {
            return List.of("no message " + message);
        }
        String at = "/components/messages/" + message;
        List<String> problems = new ArrayList<>(validate(at + "/headers", named));
        problems.addAll(validate(at + "/bindings/kafka/key", Json.object().textNode(key)));
        try {
            JsonNode event = Json.MAPPER.readTree(value);
            problems.addAll(validate(at + "/payload", event));
            if (event.has("conversation") && Conversation.read(key).isEmpty()) {
                problems.add("the key is not the conversation");
            }
        } catch (IOException e) {
            problems.add("no JSON");
        }
        return problems;
    }

    private List<String> validate(String pointer, JsonNode json) {
        return schemas.getSchema(SchemaLocation.of(LOCATION + "#" + pointer)).validate(json).stream()
                .map(Error::toString)
                .toList();
    }

    // Objects that name their properties have no others.
    private static void close(JsonNode node) {
        node.forEach(AsyncApi::close);
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.path("type").asText().equals("object")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }
}
