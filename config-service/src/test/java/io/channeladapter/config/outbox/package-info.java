/** Tests of what is said of outboxes. */
@NullMarked
package io.channeladapter.config.outbox;

import org.jspecify.annotations.NullMarked;
