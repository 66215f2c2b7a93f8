/** What the router counts. Each step tells it; the management server shows it. */
@NullMarked
package io.channeladapter.router.observe;

import org.jspecify.annotations.NullMarked;
