package io.channeladapter.sandbox.simulator.world;

/**
 * A message's event that a subscribed user's webhook has yet to be told.
 *
 * @param messageId of the message
 * @param forUserId the user, its sender or recipient
 */
public record PendingEvent(String messageId, String forUserId) {}
