package io.channeladapter.config.authorize;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.twitter.Credentials;
import java.net.URI;

/**
 * A connection of a channel to Twitter, as it is asked for or stands.
 *
 * @param generation the API generation
 * @param environment label of the dev environment; empty where the generation has none
 * @param credentials the keys and tokens, in clear
 * @param callbackUrl where the channel's webhook leads
 */
public record Target(ApiGeneration generation, String environment, Credentials credentials, URI callbackUrl) {

    /** What a channel's connection stands for. */
    public static Target of(Connection connection, Credentials credentials, URI callbackUrl) {
        String label = connection.environmentLabel();
        return new Target(connection.generation(), label == null ? "" : label, credentials, callbackUrl);
    }

    /** The same place, reached by other keys of the app. */
    public Target with(Credentials others) {
        return new Target(generation, environment, others, callbackUrl);
    }

    /** Whether both use the same app at Twitter. */
    public boolean sameApp(Target other) {
        return credentials.apiKey().equals(other.credentials.apiKey());
    }

    /** Whether both have their webhook in the same place: the same app, generation and dev environment. */
    public boolean samePlace(Target other) {
        return generation == other.generation && environment.equals(other.environment) && sameApp(other);
    }

    /** Whether a webhook is this channel's, at its present address or a former one: its path holds the streamid. */
    public boolean owns(URI webhook) {
        return callbackUrl.getPath().equals(webhook.getPath());
    }
}
