@NullMarked
package io.channeladapter.config.watch;

import org.jspecify.annotations.NullMarked;
