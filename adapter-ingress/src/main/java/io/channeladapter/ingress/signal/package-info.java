/** Bad signatures and refused webhooks in, one {@code channel.signals} record for each burst and each outage out, and signs in {@code ingress.open} that webhooks are taken; the config-service comes next. */
@NullMarked
package io.channeladapter.ingress.signal;

import org.jspecify.annotations.NullMarked;
