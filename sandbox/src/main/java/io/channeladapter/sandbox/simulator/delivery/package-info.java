/**
 * Events on their way to callback URLs. In: events of the API and the control API. Out: signed POSTs with retries,
 * challenges, and a log of all attempts for the control API.
 */
@NullMarked
package io.channeladapter.sandbox.simulator.delivery;

import org.jspecify.annotations.NullMarked;
