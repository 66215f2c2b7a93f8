/** Answers and states in, what an HTTP handler may tell its caller out. Nothing comes after it but the caller. */
@NullMarked
package io.channeladapter.config.view;

import org.jspecify.annotations.NullMarked;
