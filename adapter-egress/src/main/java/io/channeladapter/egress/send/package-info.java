/** Calls in, what to do about their answers out: typing, read and message calls on virtual threads, and one table of decisions. {@code settle} settles what stays unclear. */
@NullMarked
package io.channeladapter.egress.send;

import org.jspecify.annotations.NullMarked;
