@NullMarked
package io.channeladapter.config.refetch;

import org.jspecify.annotations.NullMarked;
