/** Start of a service from its settings, ordered close, exit codes. */
@NullMarked
package io.channeladapter.common.process;

import org.jspecify.annotations.NullMarked;
