/** The name of a bot in, its topics and its rights at Kafka out; only then may a channel of it be published. */
@NullMarked
package io.channeladapter.config.bot;

import org.jspecify.annotations.NullMarked;
