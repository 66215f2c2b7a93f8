/** A request in, who makes it and what that one may do out. The handlers of {@code http} and {@code page} are next. */
@NullMarked
package io.channeladapter.config.access;

import org.jspecify.annotations.NullMarked;
