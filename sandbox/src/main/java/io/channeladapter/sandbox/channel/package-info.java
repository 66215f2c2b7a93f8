/** Addresses and keys in, an enabled demo channel out, set up over the public REST interface as a user would; messages flow next. */
@NullMarked
package io.channeladapter.sandbox.channel;

import org.jspecify.annotations.NullMarked;
