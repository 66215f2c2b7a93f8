/** A search, and who asks, in; the dead letters of {@code adapter.dead-letters} that this one may see out. {@code http}, {@code page} and {@code replay} use them. */
@NullMarked
package io.channeladapter.config.letterbox;

import org.jspecify.annotations.NullMarked;
