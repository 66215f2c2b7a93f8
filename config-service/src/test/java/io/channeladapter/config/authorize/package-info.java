@NullMarked
package io.channeladapter.config.authorize;

import org.jspecify.annotations.NullMarked;
