/** Records of {@code channel.states} in, lookups by streamid and news of each change out; the services' own steps come next. */
@NullMarked
package io.channeladapter.common.directory;

import org.jspecify.annotations.NullMarked;
