@NullMarked
package io.channeladapter.config.view;

import org.jspecify.annotations.NullMarked;
