@NullMarked
package io.channeladapter.sandbox.kafka;

import org.jspecify.annotations.NullMarked;
