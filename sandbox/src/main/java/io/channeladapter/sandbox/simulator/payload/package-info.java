/**
 * Messages and events as JSON. In: what the world knows. Out: the bodies that the API answers with and that delivery
 * signs and sends. Pure.
 */
@NullMarked
package io.channeladapter.sandbox.simulator.payload;

import org.jspecify.annotations.NullMarked;
