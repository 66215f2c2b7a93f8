/** The channel owner's page in a real browser: the whole product behind it, a person's clicks in, what they see out. */
@NullMarked
package io.channeladapter.system.browser;

import org.jspecify.annotations.NullMarked;
