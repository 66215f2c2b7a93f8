package io.channeladapter.egress.send;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.twitter.Credentials;
import java.time.Instant;

/**
 * A reply that is sent now.
 *
 * @param seq its place in the outbox
 * @param reply what to send
 * @param generation by which API of Twitter
 * @param credentials in whose name
 * @param credentialsDigest tells these credentials from others
 * @param channelVersion version of the channel that they were taken from
 * @param startedAt when
 */
public record Call(
        long seq,
        CheckedReply reply,
        ApiGeneration generation,
        Credentials credentials,
        String credentialsDigest,
        long channelVersion,
        Instant startedAt) {

    /** Whether there is a message in it, not just typing or reading. */
    public boolean hasMessage() {
        return !reply.text().isEmpty() || reply.hasMedia();
    }
}
