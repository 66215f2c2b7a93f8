/** A channel's records of {@code channel.events} in, its changes in words out, the newest first. {@code http}, {@code page} and {@code change} show them. */
@NullMarked
package io.channeladapter.config.history;

import org.jspecify.annotations.NullMarked;
