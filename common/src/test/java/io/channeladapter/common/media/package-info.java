/** Tests of links to media. */
@NullMarked
package io.channeladapter.common.media;

import org.jspecify.annotations.NullMarked;
