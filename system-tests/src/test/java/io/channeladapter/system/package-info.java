/** The services together: what holds across their borders. Comes after every other module's own tests. */
@NullMarked
package io.channeladapter.system;

import org.jspecify.annotations.NullMarked;
