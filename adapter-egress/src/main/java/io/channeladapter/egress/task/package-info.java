/** One task of the outbox: replies, echoes, commands and signs of life in, calls and what is told out. Everything of a channel happens here, from one thread and with no knowledge of Kafka but its stores. */
@NullMarked
package io.channeladapter.egress.task;

import org.jspecify.annotations.NullMarked;
