/** Signs that webhooks were taken, and gaps of this instance's channels, in; a signal for each channel that may have missed something out, and one for what came of asking Twitter to send it again. {@code decide} (fold) comes next. */
@NullMarked
package io.channeladapter.config.refetch;

import org.jspecify.annotations.NullMarked;
