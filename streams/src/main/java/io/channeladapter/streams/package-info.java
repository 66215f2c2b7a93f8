/** What the services on Kafka Streams share: a topology and its settings come in, and are kept running within a bound of memory. */
@NullMarked
package io.channeladapter.streams;

import org.jspecify.annotations.NullMarked;
