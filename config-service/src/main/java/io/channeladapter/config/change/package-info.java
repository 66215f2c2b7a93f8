/** Checked wishes of REST and page in, commands through the bus, the changed channel or a problem out. REST and page answer with it. */
@NullMarked
package io.channeladapter.config.change;

import org.jspecify.annotations.NullMarked;
