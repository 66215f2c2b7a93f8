@NullMarked
package io.channeladapter.config.change;

import org.jspecify.annotations.NullMarked;
