/**
 * Who is calling? In: method, URL and parameters of a request with its Authorization header. Out: a verdict for the
 * API's calls. Shares no code with any client, so that both cannot be wrong in the same way.
 */
@NullMarked
package io.channeladapter.sandbox.simulator.oauth;

import org.jspecify.annotations.NullMarked;
