/** Every Kafka topic of the adapter, once: name, partitions, retention, clean-up; and the creation of topics from that. Used before any producer or consumer starts. */
@NullMarked
package io.channeladapter.common.topic;

import org.jspecify.annotations.NullMarked;
