@NullMarked
package io.channeladapter.config.letterbox;

import org.jspecify.annotations.NullMarked;
