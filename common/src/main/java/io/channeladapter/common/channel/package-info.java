/** What every service knows of a channel: in come the records of {@code channel.states}, out go lookups by streamid; the services' own steps come next. */
@NullMarked
package io.channeladapter.common.channel;

import org.jspecify.annotations.NullMarked;
