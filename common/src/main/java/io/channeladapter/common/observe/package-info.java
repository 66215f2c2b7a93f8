/** Log keys, metrics and the management server: what an operator sees of a service. */
@NullMarked
package io.channeladapter.common.observe;

import org.jspecify.annotations.NullMarked;
