/** A command bus in memory for tests; held to the real one by the same contract test. */
@NullMarked
package io.channeladapter.config.view.testing;

import org.jspecify.annotations.NullMarked;
