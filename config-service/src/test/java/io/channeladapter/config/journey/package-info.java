@NullMarked
package io.channeladapter.config.journey;

import org.jspecify.annotations.NullMarked;
