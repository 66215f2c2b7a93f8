/**
 * The hand that plays the persons and breaks things. In: requests of tests, scripts and the page. Out: messages and
 * events for delivery, changes of the world, faults, and what was seen.
 */
@NullMarked
package io.channeladapter.sandbox.simulator.control;

import org.jspecify.annotations.NullMarked;
