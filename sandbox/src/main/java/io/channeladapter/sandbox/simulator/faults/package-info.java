/**
 * What is made to go wrong on purpose. In: faults set by the control API. Out: for a call or a delivery, the fault that
 * strikes it now.
 */
@NullMarked
package io.channeladapter.sandbox.simulator.faults;

import org.jspecify.annotations.NullMarked;
