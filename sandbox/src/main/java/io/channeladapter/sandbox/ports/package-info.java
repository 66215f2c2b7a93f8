/** A choice of the user in, ports that are free out; everything that listens uses them next. */
@NullMarked
package io.channeladapter.sandbox.ports;

import org.jspecify.annotations.NullMarked;
