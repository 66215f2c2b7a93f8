@NullMarked
package io.channeladapter.config.history;

import org.jspecify.annotations.NullMarked;
