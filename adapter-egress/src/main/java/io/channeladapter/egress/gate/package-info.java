/** A channel's state in, whether and with which keys its replies may go out. */
@NullMarked
package io.channeladapter.egress.gate;

import org.jspecify.annotations.NullMarked;
