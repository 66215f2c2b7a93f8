/** A browser's way to an identity provider and back in, who it is and what that one may do out. The sign-in page is next. */
@NullMarked
package io.channeladapter.config.oidc;

import org.jspecify.annotations.NullMarked;
