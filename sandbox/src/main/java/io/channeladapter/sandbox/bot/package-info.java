/** Events of a bot in, replies out: the bot of the sandbox, which knows nothing of the adapter but its topics. */
@NullMarked
package io.channeladapter.sandbox.bot;

import org.jspecify.annotations.NullMarked;
