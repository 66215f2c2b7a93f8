package io.channeladapter.egress.send;

import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import io.channeladapter.egress.outbox.Progress.Uploaded;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that has ended.
 *
 * @param call the call
 * @param answer what came of it; the id is empty where there was no message in it
 * @param took how long the message's call took
 * @param uploaded media that Twitter has now, for another try; null for none
 */
public record Answered(
        Call call,
        TwitterAnswer<SentMessage> answer,
        Duration took,
        @Nullable Uploaded uploaded) {
    /** Without media. */
    public Answered(Call call, TwitterAnswer<SentMessage> answer, Duration took) {
        this(call, answer, took, null);
    }

    /** Whether the media could not be had or uploaded just now; the message was not tried. */
    public boolean isTroubleWithMedia() {
        return answer instanceof TwitterAnswer.Refused<?>(Refusal refusal, var _)
                && refusal.reason().equals(Attachments.MEDIA_TROUBLE);
    }
}
