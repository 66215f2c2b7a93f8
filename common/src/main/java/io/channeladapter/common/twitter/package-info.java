/** Calls in, answers of Twitter's API out: signed, sent, and classed by one table. The caller decides what an answer's class means to it. */
@NullMarked
package io.channeladapter.common.twitter;

import org.jspecify.annotations.NullMarked;
