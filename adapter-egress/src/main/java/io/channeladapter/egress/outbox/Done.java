package io.channeladapter.egress.outbox;

import java.time.Instant;

/**
 * Mark of a reply that has its final outcome; the same id is not taken again while it stands.
 *
 * @param outcome {@code sent}, {@code failed} or {@code expired}
 * @param at when
 */
public record Done(String outcome, Instant at) {}
