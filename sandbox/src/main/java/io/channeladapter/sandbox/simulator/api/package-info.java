/**
 * Twitter's HTTP API, generation v1.1 premium. In: requests of recognised callers. Out: answers, changes of the world,
 * and events for delivery.
 */
@NullMarked
package io.channeladapter.sandbox.simulator.api;

import org.jspecify.annotations.NullMarked;
