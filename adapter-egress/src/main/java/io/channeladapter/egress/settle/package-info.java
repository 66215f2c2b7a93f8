/** Echoes and replies whose fate is open in, which of them belong together out. Pure. The end of the flow: what is settled becomes an outcome. */
@NullMarked
package io.channeladapter.egress.settle;

import org.jspecify.annotations.NullMarked;
