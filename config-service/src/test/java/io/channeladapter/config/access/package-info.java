@NullMarked
package io.channeladapter.config.access;

import org.jspecify.annotations.NullMarked;
