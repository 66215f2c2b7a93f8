/** A checked reply and the API that it goes by in, the messages that Twitter is to be sent out, in their order. Pure. {@code send} comes next. */
@NullMarked
package io.channeladapter.egress.render;

import org.jspecify.annotations.NullMarked;
