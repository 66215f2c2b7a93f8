/** A configured channel in, the steps of its connection to Twitter and their results out. The change that records it is next. */
@NullMarked
package io.channeladapter.config.authorize;

import org.jspecify.annotations.NullMarked;
