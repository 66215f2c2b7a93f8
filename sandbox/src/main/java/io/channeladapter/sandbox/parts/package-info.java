/** Starts of parts in, running parts out: many start at once, each is closed once. The composition root is next. */
@NullMarked
package io.channeladapter.sandbox.parts;

import org.jspecify.annotations.NullMarked;
