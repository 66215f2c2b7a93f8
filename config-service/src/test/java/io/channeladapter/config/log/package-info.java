@NullMarked
package io.channeladapter.config.log;

import org.jspecify.annotations.NullMarked;
