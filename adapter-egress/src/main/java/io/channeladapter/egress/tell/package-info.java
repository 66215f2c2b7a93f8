/** What becomes of replies and channels in, records about it out: outcomes, signals, the state of a channel's outbox, its quota. {@link io.channeladapter.egress.tell.Journal} sees to it that nothing told is lost. */
@NullMarked
package io.channeladapter.egress.tell;

import org.jspecify.annotations.NullMarked;
