/** What every service knows of a channel: its state, its events, what was noticed about it. {@code directory} holds them all in memory. */
@NullMarked
package io.channeladapter.common.channel;

import org.jspecify.annotations.NullMarked;
