/**
 * A number of channels in, how fast the config-service lists, searches and opens them out; or a rate of webhooks in, how
 * they fare while the ingress is attacked out; or a number of events or replies in, what the router takes to remember
 * those and the egress to keep these out. {@code cli} prints it.
 */
@NullMarked
package io.channeladapter.sandbox.bench;

import org.jspecify.annotations.NullMarked;
