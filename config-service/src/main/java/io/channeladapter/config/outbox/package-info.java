/** What the egress told of a channel's outbox in; what REST, page and command line say of it out. Pure. */
@NullMarked
package io.channeladapter.config.outbox;

import org.jspecify.annotations.NullMarked;
