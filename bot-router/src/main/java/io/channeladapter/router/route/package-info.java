/** Channel and event in, where it goes out: the bot's topic, the echoes, or the dead letters with a reason. Pure; {@code topology} sends it there. */
@NullMarked
package io.channeladapter.router.route;

import org.jspecify.annotations.NullMarked;
