@NullMarked
package io.channeladapter.config.topology;

import org.jspecify.annotations.NullMarked;
