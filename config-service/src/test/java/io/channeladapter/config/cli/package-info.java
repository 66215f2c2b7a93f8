/** Tests of the operator's tools. */
@NullMarked
package io.channeladapter.config.cli;

import org.jspecify.annotations.NullMarked;
