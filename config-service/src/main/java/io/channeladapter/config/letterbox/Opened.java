package io.channeladapter.config.letterbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.letter.Letter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A dead letter with its bytes and all its headers. */
public final class Opened {
    private final Letter letter;
    private final List<Header> headers;
    private final byte @Nullable [] bytes;

    /** @param bytes null where none were kept */
    public Opened(Letter letter, List<Header> headers, byte @Nullable [] bytes) {
        this.letter = letter;
        this.headers = List.copyOf(headers);
        this.bytes = bytes == null ? null : bytes.clone();
    }

    /**
     * One header.
     *
     * @param name its name
     * @param text its value as text, what is no UTF-8 replaced
     */
    public record Header(String name, String text) {}

    /** What it is. */
    public Letter letter() {
        return letter;
    }

    /** Its headers, those of the original record among them. */
    public List<Header> headers() {
        return headers;
    }

    /** Value of the last header of this name. */
    public Optional<String> header(String name) {
        return headers.reversed().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::text)
                .findFirst();
    }

    /** The original bytes; empty where none were kept. */
    public Optional<byte[]> bytes() {
        return Optional.ofNullable(bytes).map(byte[]::clone);
    }

    /** What the bytes say as JSON; empty where they are none. */
    public Optional<JsonNode> json() {
        try {
            return bytes == null || bytes.length == 0
                    ? Optional.empty()
                    : Optional.ofNullable(Json.MAPPER.readTree(bytes)).filter(JsonNode::isContainerNode);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
