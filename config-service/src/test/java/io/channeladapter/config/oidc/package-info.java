@NullMarked
package io.channeladapter.config.oidc;

import org.jspecify.annotations.NullMarked;
