package io.channeladapter.config.letter;

import java.time.Instant;

/**
 * That a dead letter was sent again.
 *
 * @param at when
 * @param actor by whom
 */
public record Done(Instant at, String actor) {}
