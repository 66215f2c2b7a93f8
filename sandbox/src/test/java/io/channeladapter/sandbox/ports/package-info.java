@NullMarked
package io.channeladapter.sandbox.ports;

import org.jspecify.annotations.NullMarked;
