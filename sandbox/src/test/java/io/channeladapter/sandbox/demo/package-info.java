@NullMarked
package io.channeladapter.sandbox.demo;

import org.jspecify.annotations.NullMarked;
