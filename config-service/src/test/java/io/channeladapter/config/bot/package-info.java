@NullMarked
package io.channeladapter.config.bot;

import org.jspecify.annotations.NullMarked;
