/** What a person wants of a channel comes in as a command, what became of it goes out as an answer; both as JSON on Kafka. The topology is next. */
@NullMarked
package io.channeladapter.config.command;

import org.jspecify.annotations.NullMarked;
