@NullMarked
package io.channeladapter.config.command;

import org.jspecify.annotations.NullMarked;
