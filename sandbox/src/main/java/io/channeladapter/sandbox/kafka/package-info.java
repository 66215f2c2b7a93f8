/** A data folder and a port in, a Kafka broker with one node out; the services of the sandbox and the tests come next. */
@NullMarked
package io.channeladapter.sandbox.kafka;

import org.jspecify.annotations.NullMarked;
