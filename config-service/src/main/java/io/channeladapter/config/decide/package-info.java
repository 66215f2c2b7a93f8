/** A channel and a command or a signal in, a decision out: pure, no Kafka, no clock. The topology writes it down. */
@NullMarked
package io.channeladapter.config.decide;

import org.jspecify.annotations.NullMarked;
