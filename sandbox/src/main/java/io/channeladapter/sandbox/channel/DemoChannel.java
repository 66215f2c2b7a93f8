package io.channeladapter.sandbox.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/**
 * The channel between the simulated account and the echo bot. Whatever stands when it is asked for is taken over:
 *
 * <ol>
 *   <li>without a channel of the bot one is created;
 *   <li>without keys it is configured with those that the simulator issued;
 *   <li>where the simulator knows no valid webhook under its Callback URL, it is authorized;
 *   <li>where it is not enabled, it is enabled.
 * </ol>
 *
 * One thread.
 */
public final class DemoChannel {
    private final Rest config;
    private final Rest simulator;
    private final String botId;

    /**
     * @param config the config-service, signed in
     * @param simulator the simulated Twitter
     */
    public DemoChannel(Rest config, Rest simulator, String botId) {
        this.config = config;
        this.simulator = simulator;
        this.botId = botId;
    }

    /** Waits until the ingress answers challenges at an address. */
    @FunctionalInterface
    public interface IngressKnows {
        /** Returns once it does. */
        void channel(String callbackUrl) throws Exception;
    }

    /**
     * The channel, enabled.
     *
     * @param streamId its name
     * @param callbackUrl where its webhook is
     * @param accountId Twitter's id of its account
     * @param apiSecretKey signs its webhooks
     */
    public record Enabled(String streamId, String callbackUrl, String accountId, String apiSecretKey) {
        @Override
        public String toString() {
            return streamId;
        }
    }

    /**
     * Brings it up, from wherever it stands.
     *
     * @throws IOException where a step was refused; the message says which and why
     * @throws Exception what waiting for the ingress ended with
     */
    public Enabled enable(IngressKnows ingressKnows) throws Exception {
        JsonNode keys = required("the simulator's keys", simulator.get("/control/keys"));
        String accountId = keys.path("accountId").asText();
        JsonNode channel = find();
        String path = "/api/channels/" + channel.path("streamid").asText();
        String callbackUrl = channel.path("callbackUrl").asText();

        if (channel.path("status").asText().equals("draft")) {
            channel = configure(path, keys);
        }
        ingressKnows.channel(callbackUrl);
        if (channel.path("status").asText().equals("configured") || !isConnected(callbackUrl, accountId)) {
            channel = authorize(path, keys);
        }
        if (!channel.path("status").asText().equals("enabled")) {
            channel = required("enable", config.post(path + "/enable", etag(path), Map.of()));
        }
        return new Enabled(
                channel.path("streamid").asText(),
                callbackUrl,
                accountId,
                keys.path("apiSecretKey").asText());
    }

    private JsonNode find() throws IOException, InterruptedException {
        JsonNode known = required("list of channels", config.get("/api/channels?botId=" + botId));
        JsonNode channels = known.path("channels");
        return channels.isEmpty()
                ? required("create", config.post("/api/channels", Map.of("botId", botId)))
                : channels.get(0);
    }

    private JsonNode configure(String path, JsonNode keys) throws IOException, InterruptedException {
        return required(
                "configure",
                config.put(
                        path + "/configuration",
                        etag(path),
                        Map.of(
                                "generation", "account-activity-v1",
                                "environmentLabel",
                                        keys.path("environmentLabel").asText(),
                                "apiKey", keys.path("apiKey").asText(),
                                "apiSecretKey", keys.path("apiSecretKey").asText(),
                                "accessToken", keys.path("accessToken").asText(),
                                "accessTokenSecret",
                                        keys.path("accessTokenSecret").asText())));
    }

    /** Whether the simulator would tell this address of the account's events. */
    private boolean isConnected(String callbackUrl, String accountId) throws IOException, InterruptedException {
        for (JsonNode webhook : required("the simulator's webhooks", simulator.get("/control/webhooks"))) {
            if (webhook.path("url").asText().equals(callbackUrl)
                    && webhook.path("valid").asBoolean()) {
                for (JsonNode subscribed : webhook.path("subscribed")) {
                    if (subscribed.asText().equals(accountId)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    // Keys are given again where the simulator's folder was thrown away.
    private JsonNode authorize(String path, JsonNode keys) throws IOException, InterruptedException {
        Rest.Answer first = replacing(path);
        if (first.ok()) {
            return first.body().path("channel");
        }
        configure(path, keys);
        return required("authorize", replacing(path)).path("channel");
    }

    // The environment and its webhooks are the sandbox's own: one under an address of an earlier start may go.
    private Rest.Answer replacing(String path) throws IOException, InterruptedException {
        Rest.Answer answer = config.post(path + "/authorize", etag(path), Map.of());
        for (JsonNode step : answer.body().path("steps")) {
            JsonNode other = step.path("replaceable").path(0).path("id");
            if (other.isTextual()) {
                return config.post(path + "/authorize", etag(path), Map.of("replaceWebhook", other.textValue()));
            }
        }
        return answer;
    }

    private String etag(String path) throws IOException, InterruptedException {
        Rest.Answer now = config.get(path);
        required("channel", now);
        String etag = now.etag();
        if (etag == null) {
            throw new IOException("the config-service gave no ETag for " + path);
        }
        return etag;
    }

    private static JsonNode required(String step, Rest.Answer answer) throws IOException {
        if (!answer.ok()) {
            throw new IOException("the demo channel cannot be set up, " + step + " ended with " + answer.status() + " "
                    + answer.body());
        }
        return answer.body();
    }
}
