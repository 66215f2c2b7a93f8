/** A channel's verified webhooks in, whether there is room for one more out. Pure. The step {@code verify} comes next. */
@NullMarked
package io.channeladapter.ingress.limit;

import org.jspecify.annotations.NullMarked;
