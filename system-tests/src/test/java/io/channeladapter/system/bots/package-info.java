/** Bots that others wrote: the programs in {@code examples} and the SDKs of CloudEvents, against the whole product. */
@NullMarked
package io.channeladapter.system.bots;

import org.jspecify.annotations.NullMarked;
