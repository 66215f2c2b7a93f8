/** Where Twitter keeps an account's picture in, the picture out, so that a page loads nothing from elsewhere. The page's handler is next. */
@NullMarked
package io.channeladapter.config.picture;

import org.jspecify.annotations.NullMarked;
