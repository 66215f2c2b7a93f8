/** Arguments of {@code ./adapter config <command>} in, lines for the operator and an exit code out. Nothing comes after it. */
@NullMarked
package io.channeladapter.config.cli;

import org.jspecify.annotations.NullMarked;
