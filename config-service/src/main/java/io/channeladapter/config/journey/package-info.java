/** Signs of messages in, journeys of messages out, the newest first. {@code activity} reads the signs from Kafka and answers with the journeys. */
@NullMarked
package io.channeladapter.config.journey;

import org.jspecify.annotations.NullMarked;
