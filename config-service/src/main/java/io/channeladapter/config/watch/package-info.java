/** Channels of this instance's partitions in; one {@code channel.signals} record for what was found of each out, and what can be repaired is. {@code decide} (fold) comes next. */
@NullMarked
package io.channeladapter.config.watch;

import org.jspecify.annotations.NullMarked;
