/** Calls begun and ended in, whose turn it is out: what accounts and apps spend of what Twitter lets them, counted in the store. {@code throttle} holds the rules. */
@NullMarked
package io.channeladapter.egress.spend;

import org.jspecify.annotations.NullMarked;
