/** Events in, the same events but each only once within seven days out; next is {@code route}. The rule is pure; {@code topology} keeps what it remembers. */
@NullMarked
package io.channeladapter.router.dedupe;

import org.jspecify.annotations.NullMarked;
