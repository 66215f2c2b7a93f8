/** A channel in, what is right and wrong with it out, the first wrong thing named. REST, page and {@code ./adapter doctor} show it. */
@NullMarked
package io.channeladapter.config.doctor;

import org.jspecify.annotations.NullMarked;
