@NullMarked
package io.channeladapter.config.replay;

import org.jspecify.annotations.NullMarked;
