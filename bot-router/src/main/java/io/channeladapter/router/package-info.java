/** Webhooks and replies in, events for bots and checked replies out: {@code read -> dedupe -> route} and {@code reply -> check -> outbound}. Main, composition root and settings. */
@NullMarked
package io.channeladapter.router;

import org.jspecify.annotations.NullMarked;
