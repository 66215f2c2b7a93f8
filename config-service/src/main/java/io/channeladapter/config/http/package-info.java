/** HTTP requests under /api in, calls of the change step, JSON or RFC 9457 problems out. */
@NullMarked
package io.channeladapter.config.http;

import org.jspecify.annotations.NullMarked;
