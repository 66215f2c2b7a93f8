/** Bad signatures in, one {@code channel.signals} record for each burst out; the config-service comes next. */
@NullMarked
package io.channeladapter.ingress.signal;

import org.jspecify.annotations.NullMarked;
