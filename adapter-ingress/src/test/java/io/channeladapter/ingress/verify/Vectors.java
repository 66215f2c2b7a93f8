package io.channeladapter.ingress.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Signatures that others made: known ones of public sources, where their folder is at hand, and two of our own. */
final class Vectors {
    private static final Path PUBLIC = Path.of("..", "..", "shared", "fixtures", "signature-vectors.json");

    /**
     * A signature that is known to be right.
     *
     * @param secret the secret
     * @param message what was signed
     * @param signature what came of it
     */
    record Vector(String secret, String message, String signature) {}

    private Vectors() {}

    static List<Vector> all() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        // Made with: printf '%s' MESSAGE | openssl dgst -sha256 -hmac SECRET -binary | base64
        vectors.add(new Vector(
                "a-secret", "{\"text\":\"Grüße, 世界\"}", "sha256=r9A/hJMZc/n+82CUYBz06Cn/77TEUqNGFwJK9ETXSxA="));
        vectors.add(new Vector("a-secret", "", "sha256=zQZDy1zbTZg6FX3m5iDlwIwKBPY559w5C4JLq17gNX0="));
        if (Files.exists(PUBLIC)) {
            for (JsonNode node :
                    Json.MAPPER.readTree(Files.readAllBytes(PUBLIC)).path("vectors")) {
                vectors.add(new Vector(
                        node.path("secret").asText(),
                        node.path("message").asText(),
                        node.path("signature").asText()));
            }
        } else {
            System.out.println("public signature vectors are passed over: no " + PUBLIC);
        }
        return vectors;
    }
}
