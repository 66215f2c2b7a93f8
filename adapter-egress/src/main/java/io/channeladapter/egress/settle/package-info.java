/** Echoes and replies whose fate is open in, which of them belong together out, and which replies are held until echoes could tell. Pure. The end of the flow: what is settled becomes an outcome. */
@NullMarked
package io.channeladapter.egress.settle;

import org.jspecify.annotations.NullMarked;
