/** HTTP requests of a browser in, calls of the change step, HTML out. */
@NullMarked
package io.channeladapter.config.page;

import org.jspecify.annotations.NullMarked;
