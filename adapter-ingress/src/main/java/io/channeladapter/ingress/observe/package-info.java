/** What the ingress counts and measures. Every step tells it, and an operator reads it at {@code /metrics}. */
@NullMarked
package io.channeladapter.ingress.observe;

import org.jspecify.annotations.NullMarked;
