/** Body of a webhook in, its events out, each with Twitter's own id and the original; next is {@code dedupe}. Pure, and never throws. */
@NullMarked
package io.channeladapter.router.read;

import org.jspecify.annotations.NullMarked;
