/** A channel and what is looked for in, the last messages with their journey out, read from the topics. {@code http} and {@code page} show them. */
@NullMarked
package io.channeladapter.config.activity;

import org.jspecify.annotations.NullMarked;
