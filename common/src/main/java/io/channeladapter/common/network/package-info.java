/** Addresses in text in, who sent a request and from which network out. Used by what has an HTTP port of its own. */
@NullMarked
package io.channeladapter.common.network;

import org.jspecify.annotations.NullMarked;
