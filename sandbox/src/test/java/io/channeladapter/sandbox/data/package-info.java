@NullMarked
package io.channeladapter.sandbox.data;

import org.jspecify.annotations.NullMarked;
