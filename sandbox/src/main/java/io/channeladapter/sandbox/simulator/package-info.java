/**
 * A Twitter to develop and test against: {@code api -> world -> delivery}, with faults on purpose, a control API and a
 * page that shows it as a chat. It uses no class of the adapter, so that both cannot be wrong together.
 */
@NullMarked
package io.channeladapter.sandbox.simulator;

import org.jspecify.annotations.NullMarked;
