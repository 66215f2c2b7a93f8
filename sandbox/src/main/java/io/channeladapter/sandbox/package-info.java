/**
 * Everything in one JVM, to try and to test: {@code simulated Twitter -> ingress -> Kafka -> router -> bot -> router ->
 * egress -> simulated Twitter}. Holds the main, the composition root and its settings; {@code cli} reads the command
 * line.
 */
@NullMarked
package io.channeladapter.sandbox;

import org.jspecify.annotations.NullMarked;
