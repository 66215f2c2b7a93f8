/** A bot's reply in, the same reply checked or a refusal that says why out; next is {@code twitter.outbound}. Pure. */
@NullMarked
package io.channeladapter.router.reply;

import org.jspecify.annotations.NullMarked;
