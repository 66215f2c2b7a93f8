/** A dead letter's headers in, what it is, who it concerns and whether it can be sent again out. Pure. {@code letterbox} finds them, {@code replay} sends them. */
@NullMarked
package io.channeladapter.config.letter;

import org.jspecify.annotations.NullMarked;
