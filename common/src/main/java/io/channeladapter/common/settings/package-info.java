/** Environment and file in, typed settings or a list of all that is wrong with them out; the composition roots come next. */
@NullMarked
package io.channeladapter.common.settings;

import org.jspecify.annotations.NullMarked;
