/** Records of {@code channel.states} in, the secrets that a channel's webhooks may be signed with out, opened once per change; the step {@code verify} comes next. */
@NullMarked
package io.channeladapter.ingress.secret;

import org.jspecify.annotations.NullMarked;
