/**
 * Twitter's HTTP API, generations v1.1 premium and v2. In: requests of recognised callers. Out: answers, changes of the world,
 * and events for delivery.
 */
@NullMarked
package io.channeladapter.sandbox.simulator.api;

import org.jspecify.annotations.NullMarked;
