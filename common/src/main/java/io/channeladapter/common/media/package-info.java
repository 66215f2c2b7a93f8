/**
 * Links to media. In: where Twitter keeps a photo or video of a message, as the router reads it. Out: a link that a bot
 * may open for a while, and what the egress makes of one that is asked for. Pure.
 */
@NullMarked
package io.channeladapter.common.media;

import org.jspecify.annotations.NullMarked;
