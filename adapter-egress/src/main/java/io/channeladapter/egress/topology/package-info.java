/** What Kafka Streams sees: the topology, its processor, its settings and what becomes of records that fail. Each task's work is in {@code task}. */
@NullMarked
package io.channeladapter.egress.topology;

import org.jspecify.annotations.NullMarked;
