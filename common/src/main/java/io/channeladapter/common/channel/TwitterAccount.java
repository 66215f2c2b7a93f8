package io.channeladapter.common.channel;

import org.jspecify.annotations.Nullable;

/**
 * The Twitter account of a channel.
 *
 * @param id Twitter's id, digits
 * @param screenName the name after the @
 * @param name the displayed name
 * @param pictureUrl where its picture is, at Twitter; null where it is not known
 */
public record TwitterAccount(
        String id, String screenName, String name, @Nullable String pictureUrl) {}
