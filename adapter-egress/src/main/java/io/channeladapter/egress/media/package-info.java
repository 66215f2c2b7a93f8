/**
 * Media of messages, for bots. In: a link that the router made. Out: the file, as Twitter gives it to the account whose
 * message it belongs to. Beside the flow of replies: it touches no outbox, and any instance serves any link.
 */
@NullMarked
package io.channeladapter.egress.media;

import org.jspecify.annotations.NullMarked;
