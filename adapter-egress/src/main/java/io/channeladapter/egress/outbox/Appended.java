package io.channeladapter.egress.outbox;

import io.channeladapter.common.message.CheckedReply;
import org.jspecify.annotations.Nullable;

/**
 * A reply in the outbox, written once.
 *
 * @param seq its place among all replies of the task, from 0
 * @param reply what to send
 * @param offset where it was read in {@code twitter.outbound}; null where that is not known
 */
public record Appended(
        long seq, CheckedReply reply, @Nullable Long offset) {}
