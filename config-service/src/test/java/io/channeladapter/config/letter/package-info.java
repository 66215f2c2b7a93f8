@NullMarked
package io.channeladapter.config.letter;

import org.jspecify.annotations.NullMarked;
