/** What is known of an account's limits and the time in, go or wait out. Pure. {@code send} comes next. */
@NullMarked
package io.channeladapter.egress.throttle;

import org.jspecify.annotations.NullMarked;
