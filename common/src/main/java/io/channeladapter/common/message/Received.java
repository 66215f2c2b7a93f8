package io.channeladapter.common.message;

import io.channeladapter.common.channel.Conversation;
import java.time.Instant;

/**
 * A person wrote: value of {@code twitter.received}, key its streamid. By it the egress knows whose answers are urgent,
 * and how many of them Twitter does not count.
 *
 * @param conversation who wrote, and in which channel
 * @param messageId Twitter's id of the message
 * @param at Twitter's time of it
 */
public record Received(Conversation conversation, String messageId, Instant at) {}
