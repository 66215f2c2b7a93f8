/** The metrics of the config-service, named once. */
@NullMarked
package io.channeladapter.config.observe;

import org.jspecify.annotations.NullMarked;
