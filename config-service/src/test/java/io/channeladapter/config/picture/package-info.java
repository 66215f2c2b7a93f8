@NullMarked
package io.channeladapter.config.picture;

import org.jspecify.annotations.NullMarked;
