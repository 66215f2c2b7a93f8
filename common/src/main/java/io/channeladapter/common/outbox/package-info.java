/** What the egress tells of a channel's outbox, and what an owner may ask of it; crosses Kafka. */
@NullMarked
package io.channeladapter.common.outbox;

import org.jspecify.annotations.NullMarked;
