/** A folder of the user's choice in, the places of everything that the sandbox keeps out; the broker, the simulator and the services use them next. */
@NullMarked
package io.channeladapter.sandbox.data;

import org.jspecify.annotations.NullMarked;
