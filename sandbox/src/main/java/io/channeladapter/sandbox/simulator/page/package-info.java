/**
 * The simulated Twitter as a chat. In: a browser. Out: one page, and the state that it asks for again and again; all
 * that it does goes through the control API.
 */
@NullMarked
package io.channeladapter.sandbox.simulator.page;

import org.jspecify.annotations.NullMarked;
