package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.sandbox.channel.Rest;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A channel, and what its owner brought.
 *
 * @param keys of its account, as the simulator issued them
 */
public record TestChannel(String streamId, String botId, String callbackUrl, JsonNode keys) {
    /** A configured channel. */
    static TestChannel create(Rest config, String botId, ApiGeneration generation, JsonNode keys)
            throws IOException, InterruptedException {
        Rest.Answer created = config.post("/api/channels", Map.of("botId", botId));
        assertThat(created.status()).isEqualTo(201);
        TestChannel channel = new TestChannel(
                created.body().path("streamid").asText(),
                botId,
                created.body().path("callbackUrl").asText(),
                keys);
        Rest.Answer configured = config.put(
                channel.path() + "/configuration",
                String.valueOf(created.etag()),
                Map.of(
                        "generation",
                        generation.wire(),
                        "environmentLabel",
                        generation.needsEnvironment()
                                ? keys.path("environmentLabel").asText()
                                : "",
                        "apiKey",
                        keys.path("apiKey").asText(),
                        "apiSecretKey",
                        channel.apiSecretKey(),
                        "accessToken",
                        keys.path("accessToken").asText(),
                        "accessTokenSecret",
                        keys.path("accessTokenSecret").asText()));
        assertThat(configured.ok()).as(configured.toString()).isTrue();
        return channel;
    }

    /** The address of the first tab of its pages. */
    public String page() {
        return tab("configurations");
    }

    /** The address of a tab. */
    public String tab(String name) {
        return "/channels/" + streamId + "/" + name;
    }

    String path() {
        return "/api/channels/" + streamId;
    }

    public String accountId() {
        return keys.path("accountId").asText();
    }

    String apiSecretKey() {
        return keys.path("apiSecretKey").asText();
    }

    public String conversation(String personId) {
        return streamId + ":" + personId;
    }

    /** Everything that nobody but Twitter may see. */
    public List<String> secrets() {
        return List.of(
                keys.path("apiKey").asText(),
                apiSecretKey(),
                keys.path("accessToken").asText(),
                keys.path("accessTokenSecret").asText());
    }
}
