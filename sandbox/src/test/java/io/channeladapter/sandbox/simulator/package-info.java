/** Tests of the simulator over HTTP, with a webhook of their own and with Twitter4J. */
@NullMarked
package io.channeladapter.sandbox.simulator;

import org.jspecify.annotations.NullMarked;
