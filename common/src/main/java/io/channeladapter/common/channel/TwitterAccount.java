package io.channeladapter.common.channel;

/**
 * The Twitter account of a channel.
 *
 * @param id Twitter's id, digits
 * @param screenName the name after the @
 * @param name the displayed name
 */
public record TwitterAccount(String id, String screenName, String name) {}
