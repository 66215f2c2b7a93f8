/** Tests of what counts as a bot's mistake. */
@org.jspecify.annotations.NullMarked
package io.channeladapter.egress.anomaly;
