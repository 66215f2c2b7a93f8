/** Records in, JSON bytes and Kafka headers out, and back; next is the producer or the step that reads. */
@NullMarked
package io.channeladapter.common.codec;

import org.jspecify.annotations.NullMarked;
