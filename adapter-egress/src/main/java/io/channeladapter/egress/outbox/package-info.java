/** Checked replies in, what is to be sent next out: the layout of the store, and what is held in memory of it. {@code throttle} says when, {@code send} sends. */
@NullMarked
package io.channeladapter.egress.outbox;

import org.jspecify.annotations.NullMarked;
