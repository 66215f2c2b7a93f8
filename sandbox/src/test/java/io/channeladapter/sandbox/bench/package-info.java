/** Tests of the measuring. */
@NullMarked
package io.channeladapter.sandbox.bench;

import org.jspecify.annotations.NullMarked;
