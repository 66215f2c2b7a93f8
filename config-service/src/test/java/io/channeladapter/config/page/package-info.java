@NullMarked
package io.channeladapter.config.page;

import org.jspecify.annotations.NullMarked;
