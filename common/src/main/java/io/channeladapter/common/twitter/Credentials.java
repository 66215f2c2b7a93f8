package io.channeladapter.common.twitter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.secret.UnsealableException;
import java.util.Optional;

/**
 * What a channel owner brings from Twitter's developer portal.
 *
 * @param apiKey the app's API key (consumer key)
 * @param apiSecretKey the app's API secret key (consumer secret); also signs webhooks
 * @param accessToken the account's access token
 * @param accessTokenSecret the account's access token secret
 */
public record Credentials(Secret apiKey, Secret apiSecretKey, Secret accessToken, Secret accessTokenSecret) {

    /** Seals all four for this channel. */
    public String seal(Sealer sealer, StreamId streamId) {
        String clear = Json.object()
                .put("apiKey", apiKey.reveal())
                .put("apiSecretKey", apiSecretKey.reveal())
                .put("accessToken", accessToken.reveal())
                .put("accessTokenSecret", accessTokenSecret.reveal())
                .toString();
        return sealer.seal(clear, streamId.value());
    }

    /** The credentials of a channel; empty in a draft. */
    public static Optional<Credentials> of(Channel channel, Sealer sealer) throws UnsealableException {
        String sealed = channel.sealedCredentials();
        return sealed == null ? Optional.empty() : Optional.of(open(sealed, sealer, channel.streamId()));
    }

    /** Opens what {@link #seal} made. */
    public static Credentials open(String sealed, Sealer sealer, StreamId streamId) throws UnsealableException {
        String clear = sealer.open(sealed, streamId.value());
        try {
            JsonNode node = Json.MAPPER.readTree(clear);
            return new Credentials(
                    new Secret(node.path("apiKey").asText()),
                    new Secret(node.path("apiSecretKey").asText()),
                    new Secret(node.path("accessToken").asText()),
                    new Secret(node.path("accessTokenSecret").asText()));
        } catch (JsonProcessingException e) {
            // The exception's text would quote the clear credentials.
            throw new IllegalStateException("the sealed credentials of " + streamId + " are not JSON");
        }
    }
}
