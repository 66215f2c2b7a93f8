/** A Twitter API in memory for tests; held to the real one by the same contract test. */
@NullMarked
package io.channeladapter.common.twitter.testing;

import org.jspecify.annotations.NullMarked;
