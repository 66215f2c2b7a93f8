package io.channeladapter.egress.send;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.render.Part;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.egress.outbox.Progress.Uploaded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the messages that a reply becomes, sent now.
 *
 * @param seq the reply's place in the outbox
 * @param reply the reply
 * @param part the message; null where the reply only types or marks as read
 * @param index its place among the messages of the reply, from 0
 * @param isLast whether no message of the reply follows
 * @param uploaded media that an earlier try has brought to Twitter; null for none
 * @param generation by which API of Twitter
 * @param credentials in whose name
 * @param credentialsDigest tells these credentials from others
 * @param channelVersion version of the channel that they were taken from
 * @param startedAt when
 */
public record Call(
        long seq,
        CheckedReply reply,
        @Nullable Part part,
        int index,
        boolean isLast,
        @Nullable Uploaded uploaded,
        ApiGeneration generation,
        Credentials credentials,
        String credentialsDigest,
        long channelVersion,
        Instant startedAt) {

    /** Whether the media of the reply go with it. */
    boolean withMedia() {
        return part != null && part.withMedia();
    }

    /** It, without the file that the reply may hold. */
    Call withoutFile() {
        return new Call(
                seq,
                reply.withoutFile(),
                part,
                index,
                isLast,
                uploaded,
                generation,
                credentials,
                credentialsDigest,
                channelVersion,
                startedAt);
    }

    /** Whether media must be fetched and uploaded before the message. */
    public boolean bringsMedia() {
        return part != null && part.withMedia() && reply.media() != null && uploaded == null;
    }

    /** Whether there is a message in it, not just typing or reading. */
    public boolean hasMessage() {
        return part != null;
    }
}
