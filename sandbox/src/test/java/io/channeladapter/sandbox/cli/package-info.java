@NullMarked
package io.channeladapter.sandbox.cli;

import org.jspecify.annotations.NullMarked;
