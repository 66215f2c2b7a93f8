/**
 * What the simulated Twitter knows: apps, users, grants, webhooks, subscriptions, messages and send quotas.
 * In: changes asked for by the API and the control API. Out: journal lines, and what the next steps look up.
 */
@NullMarked
package io.channeladapter.sandbox.simulator.world;

import org.jspecify.annotations.NullMarked;
