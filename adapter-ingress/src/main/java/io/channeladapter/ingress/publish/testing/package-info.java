/** What a test uses in place of Kafka. */
@NullMarked
package io.channeladapter.ingress.publish.testing;

import org.jspecify.annotations.NullMarked;
