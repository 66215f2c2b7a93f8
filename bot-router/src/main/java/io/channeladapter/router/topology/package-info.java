/** The steps wired to Kafka Streams: topics in, {@code read}, {@code dedupe}, {@code route} and {@code reply} between, topics out. */
@NullMarked
package io.channeladapter.router.topology;

import org.jspecify.annotations.NullMarked;
