package io.channeladapter.egress.outbox;

/**
 * Up to where the replies of a channel that waits as a whole were told why.
 *
 * @param reason stable code of the deferred outcome
 * @param seq the last reply that was told, or passed over
 */
public record Told(String reason, long seq) {}
