/** Dead letters and who wants them sent again in, signed webhooks to the ingress out, and a record of it for the history. {@code http} and {@code page} ask for it. */
@NullMarked
package io.channeladapter.config.replay;

import org.jspecify.annotations.NullMarked;
