/** A topic, a key and a time in, the records from there on out, within bounds. {@code history} and {@code activity} make sense of them. */
@NullMarked
package io.channeladapter.config.log;

import org.jspecify.annotations.NullMarked;
