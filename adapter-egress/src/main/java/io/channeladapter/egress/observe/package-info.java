/** What all steps count and measure. */
@NullMarked
package io.channeladapter.egress.observe;

import org.jspecify.annotations.NullMarked;
