@NullMarked
package io.channeladapter.config.decide;

import org.jspecify.annotations.NullMarked;
