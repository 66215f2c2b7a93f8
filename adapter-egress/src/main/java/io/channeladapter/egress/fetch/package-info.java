/**
 * Media of replies. In: an address that a bot wrote, or the file itself. Out: a file that is safe to upload, or why there
 * is none; {@code send} uploads it.
 */
@NullMarked
package io.channeladapter.egress.fetch;

import org.jspecify.annotations.NullMarked;
