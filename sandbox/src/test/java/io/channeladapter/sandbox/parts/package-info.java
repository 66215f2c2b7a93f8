@NullMarked
package io.channeladapter.sandbox.parts;

import org.jspecify.annotations.NullMarked;
