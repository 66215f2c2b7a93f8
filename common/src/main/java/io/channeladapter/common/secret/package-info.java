/** Clear secrets in, sealed text out, and back. Nothing in this package prints a secret. */
@NullMarked
package io.channeladapter.common.secret;

import org.jspecify.annotations.NullMarked;
