/** Genuine webhooks in, records of {@code twitter.webhooks} out, acknowledged; the router comes next. Also: whether Kafka takes records at all. */
@NullMarked
package io.channeladapter.ingress.publish;

import org.jspecify.annotations.NullMarked;
