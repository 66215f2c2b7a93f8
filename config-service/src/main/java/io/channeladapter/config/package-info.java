/** http | page -> change -> command -> topology (decide) -> state, event, answer -> view; authorize beside it. */
@NullMarked
package io.channeladapter.config;

import org.jspecify.annotations.NullMarked;
