/** The command line in, a sandbox or a demo started and shown, an exit code out. */
@NullMarked
package io.channeladapter.sandbox.cli;

import org.jspecify.annotations.NullMarked;
