package io.channeladapter.router.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Bodies that Twitter would not send, made from those of every kind that it does: damaged bytes, damaged trees, trees of
 * known words without sense, and noise. The same seed gives the same bodies. One thread.
 */
public final class OddBodies {
    private static final Path KINDS = Path.of("src/test/resources/kinds");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "7",
            "8",
            "-1",
            "true",
            "9999999999999999999",
            "99999999999999999999",
            "\u0000",
            "\ud83d",
            "😀 &amp;amp; &lt",
            "https://t.co/ab",
            "http",
            "1586215587741",
            "2026-07-24T21:12:45.000Z",
            "+1000000000-01-01T00:00:00Z",
            "Fri Jul 24 21:12:45 +0000 2026",
            "Fri Feb 30 21:12:45 +9999 2026",
            "a:b",
            "7:8",
            "8-7-6",
            "../../..",
            "\r\nce_id: x",
            "%00",
            "\u202e",
            "İ",
            "other.",
            "x".repeat(70),
            "x".repeat(3_000),
            "https://t.co/" + "y".repeat(200));
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "7",
            "1e999999999",
            "-1e-999999999",
            "0.1e1",
            "9223372036854775808",
            "1e400",
            "123456789012345678901234567890");

    private final Random random;
    private final List<JsonNode> bodies = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final List<JsonNode> parts = new ArrayList<>();

    /** @param seed decides what comes */
    public OddBodies(long seed) {
        this.random = new Random(seed);
        try (Stream<Path> files = Files.list(KINDS)) {
            for (Path file : files.sorted().toList()) {
                bodies.add(Json.MAPPER.readTree(file.toFile()).path("body"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<String> known = new TreeSet<>();
        bodies.forEach(body -> collect(body, known));
        words.addAll(known);
    }

    private void collect(JsonNode node, Set<String> known) {
        parts.add(node);
        node.properties().forEach(field -> {
            known.add(field.getKey());
            collect(field.getValue(), known);
        });
        if (node.isArray()) {
            node.forEach(item -> collect(item, known));
        }
    }

    /** The next one. */
    public byte[] next() {
        return switch (random.nextInt(10)) {
            case 0 -> noise();
            case 1, 2 -> damaged(bytes(one(bodies)));
            case 3 -> spliced(bytes(one(bodies)), bytes(one(bodies)));
            case 4 -> bytes(tree(0));
            case 5 -> damaged(bytes(changed(one(bodies).deepCopy())));
            default -> bytes(changed(one(bodies).deepCopy()));
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] damaged(byte[] bytes) {
        byte[] damaged = bytes.clone();
        for (int n = random.nextInt(4); n >= 0 && damaged.length > 0; n--) {
            int at = random.nextInt(damaged.length);
            damaged = switch (random.nextInt(4)) {
                case 0 -> Arrays.copyOf(damaged, at);
                case 1 ->
                    joined(
                            Arrays.copyOf(damaged, at),
                            Arrays.copyOfRange(
                                    damaged, Math.min(damaged.length, at + 1 + random.nextInt(8)), damaged.length));
                case 2 ->
                    joined(
                            Arrays.copyOf(damaged, at),
                            Arrays.copyOfRange(damaged, random.nextInt(at + 1), damaged.length));
                default -> {
                    damaged[at] = (byte) random.nextInt(256);
                    yield damaged;
                }
            };
        }
        return damaged;
    }

    private byte[] spliced(byte[] one, byte[] other) {
        return joined(
                Arrays.copyOf(one, random.nextInt(one.length + 1)),
                Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length));
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private JsonNode changed(JsonNode body) {
        JsonNode changed = body;
        for (int n = random.nextInt(6); n >= 0; n--) {
            List<JsonNode> places = new ArrayList<>();
            containers(changed, places);
            if (places.isEmpty()) {
                return changed;
            }
            if (one(places) instanceof ObjectNode object) {
                change(object);
            } else if (one(places) instanceof ArrayNode array) {
                change(array);
            }
        }
        return random.nextInt(20) == 0 ? JsonNodeFactory.instance.objectNode().set("data", changed) : changed;
    }

    private void change(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() || random.nextInt(5) == 0 ? one(words) : one(names);
        switch (random.nextInt(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(one(words), object.has(name) ? object.get(name) : value(0));
            case 2 -> object.set(name, one(parts).deepCopy());
            case 3 -> object.putArray(name).add(value(1)).add(value(1));
            default -> object.set(name, value(0));
        }
    }

    private void change(ArrayNode array) {
        JsonNode item = array.isEmpty() ? value(0) : array.get(random.nextInt(array.size()));
        switch (random.nextInt(4)) {
            case 0 -> array.removeAll();
            case 1 -> array.add(value(0));
            case 2 -> array.add(one(parts).deepCopy());
            default -> {
                for (int n = random.nextInt(30); n > 0; n--) {
                    array.add(item.deepCopy());
                }
            }
        }
    }

    private static void containers(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode()) {
            into.add(node);
            node.forEach(child -> containers(child, into));
        }
    }

    private JsonNode tree(int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int n = random.nextInt(6); n >= 0; n--) {
            object.set(one(words), value(depth));
        }
        return object;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 9)) {
            case 0 -> JsonNodeFactory.instance.nullNode();
            case 1 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case 2 -> JsonNodeFactory.instance.numberNode(new BigDecimal(one(NUMBERS)));
            case 3, 4 -> TextNode.valueOf(random.nextInt(4) == 0 ? one(words) : one(TEXTS));
            case 5 -> nested(random.nextInt(120));
            case 6 -> JsonNodeFactory.instance.arrayNode().add(value(depth + 1)).add(tree(depth + 1));
            default -> tree(depth + 1);
        };
    }

    private static JsonNode nested(int levels) {
        JsonNode inner = TextNode.valueOf("deep");
        for (int i = 0; i < levels; i++) {
            inner = JsonNodeFactory.instance.arrayNode().add(inner);
        }
        return inner;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return Json.MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that has no JSON", e);
        }
    }
}
