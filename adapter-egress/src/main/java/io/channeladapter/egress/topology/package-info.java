/** Records of {@code twitter.outbound} and {@code twitter.echoes} in, outcomes, signals and calls out: the Kafka Streams application that drives all other steps, from its one thread a task. */
@NullMarked
package io.channeladapter.egress.topology;

import org.jspecify.annotations.NullMarked;
