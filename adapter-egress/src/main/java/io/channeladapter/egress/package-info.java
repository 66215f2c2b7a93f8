/** {@code twitter.outbound -> outbox -> throttle -> send -> settle -> bot.<botId>.events}. */
@NullMarked
package io.channeladapter.egress;

import org.jspecify.annotations.NullMarked;
