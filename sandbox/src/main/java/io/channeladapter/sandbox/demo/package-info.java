/** A running sandbox in, the observed journey of one message and of its answer out; {@code cli} prints it next. */
@NullMarked
package io.channeladapter.sandbox.demo;

import org.jspecify.annotations.NullMarked;
