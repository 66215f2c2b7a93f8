@NullMarked
package io.channeladapter.sandbox.bot;

import org.jspecify.annotations.NullMarked;
