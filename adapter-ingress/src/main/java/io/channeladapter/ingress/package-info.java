/** The adapter-ingress: {@code http -> verify -> publish}. In come Twitter's webhooks, out goes {@code twitter.webhooks}; the router comes next. */
@NullMarked
package io.channeladapter.ingress;

import org.jspecify.annotations.NullMarked;
