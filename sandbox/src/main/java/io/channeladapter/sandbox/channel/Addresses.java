package io.channeladapter.sandbox.channel;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What scripts and people need to use a running sandbox; as JSON it is the line that says {@code ready}.
 *
 * @param configUrl page and REST interface of the config-service
 * @param ingressUrl the ingress
 * @param simulatorUrl the simulated Twitter, its chat page and its control interface
 * @param kafka {@code host:port} for Kafka clients
 * @param adminToken bearer token for the config-service
 * @param botId bot of the demo channel
 * @param streamid the demo channel
 * @param callbackUrl its webhook
 * @param apiSecretKey what its webhooks are signed with
 * @param accountId its account
 */
@JsonPropertyOrder({
    "configUrl",
    "ingressUrl",
    "simulatorUrl",
    "kafka",
    "adminToken",
    "botId",
    "streamid",
    "callbackUrl",
    "apiSecretKey",
    "accountId"
})
public record Addresses(
        String configUrl,
        String ingressUrl,
        String simulatorUrl,
        String kafka,
        String adminToken,
        String botId,
        String streamid,
        String callbackUrl,
        String apiSecretKey,
        String accountId) {
    @Override
    public String toString() {
        return "sandbox at " + simulatorUrl;
    }
}
