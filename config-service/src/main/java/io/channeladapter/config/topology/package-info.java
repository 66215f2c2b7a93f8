/** Records of channel.commands and channel.signals in, states, events and answers out, in one transaction. The view is next. */
@NullMarked
package io.channeladapter.config.topology;

import org.jspecify.annotations.NullMarked;
