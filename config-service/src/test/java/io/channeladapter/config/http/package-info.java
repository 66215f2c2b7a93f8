@NullMarked
package io.channeladapter.config.http;

import org.jspecify.annotations.NullMarked;
