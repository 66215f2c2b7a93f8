package io.channeladapter.common.channel;

import org.jspecify.annotations.Nullable;

/**
 * By what a channel is connected to Twitter, as its owner entered it.
 *
 * @param generation API generation
 * @param environmentLabel label of the dev environment at Twitter; null where the generation has none
 * @param sealedCredentials {@code Credentials}, sealed for the channel's streamid
 */
public record Connection(ApiGeneration generation, @Nullable String environmentLabel, String sealedCredentials) {}
