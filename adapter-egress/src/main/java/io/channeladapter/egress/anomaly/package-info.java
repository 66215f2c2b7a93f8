/**
 * What a channel's bot writes, and whom it answers, in; whether it looks like a mistake out. Pure. The outbox pauses the
 * channel next, until its owner releases it.
 */
@NullMarked
package io.channeladapter.egress.anomaly;

import org.jspecify.annotations.NullMarked;
