package io.channeladapter.egress.outbox;

import io.channeladapter.common.message.CheckedReply;

/**
 * A reply in the outbox, written once.
 *
 * @param seq its place among all replies of the task, from 0
 * @param reply what to send
 */
public record Appended(long seq, CheckedReply reply) {}
