package io.channeladapter.common.outbox;

import java.time.Instant;

/**
 * That a partition of {@code outbox.states} is true: value of its {@code beat-<partition>}, told every few seconds by the
 * task that has the outbox of its channels. What stands there of a channel, nothing included, was so at that moment or
 * later; where no beat comes, nobody looks after those channels, and what stands there may be long past.
 *
 * @param at when the task last began to look at all of its channels, and has since told of each that had changed
 */
public record OutboxBeat(Instant at) {}
