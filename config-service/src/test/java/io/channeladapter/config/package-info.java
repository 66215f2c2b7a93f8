@NullMarked
package io.channeladapter.config;

import org.jspecify.annotations.NullMarked;
