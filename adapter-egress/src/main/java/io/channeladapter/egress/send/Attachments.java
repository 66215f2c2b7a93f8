package io.channeladapter.egress.send;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.CheckedReply.MediaSource;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.Refusal.Kind;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.UploadedMedia;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.egress.fetch.FetchedMedia;
import io.channeladapter.egress.fetch.MediaFetch;
import io.channeladapter.egress.outbox.Progress.Uploaded;
import java.time.Duration;
import java.time.Instant;

/**
 * Brings the media of a reply to Twitter, before its message. Nothing is sent by that, so whatever goes wrong is never
 * unclear: the reply is tried again as a whole, or it fails. Limits of the upload say nothing about the message call and
 * are not passed on. Safe for many threads.
 */
public final class Attachments {
    /** Reason of a refusal that another try may get past. */
    static final String MEDIA_TROUBLE = "media-trouble";
    /** Reason of a refusal of media that could not be had. */
    static final String MEDIA_UNAVAILABLE = "media-unavailable";

    /** Twitter keeps what is uploaded for a day. */
    private static final Duration KEPT = Duration.ofHours(23);

    private final MediaFetch fetch;
    private final TwitterApis twitter;

    public Attachments(MediaFetch fetch, TwitterApis twitter) {
        this.fetch = fetch;
        this.twitter = twitter;
    }

    /** The answer where media are uploaded, but too late for the message to follow. */
    static <T> TwitterAnswer<T> tooLate() {
        return refused(Kind.UNREACHABLE, MEDIA_TROUBLE, "the media were uploaded too late to be sent by this call");
    }

    /** Uploads; refused where that cannot be, as what to do about the message. */
    TwitterAnswer<Uploaded> attach(Call call, MediaSource source, Instant now) {
        StreamId streamId = call.reply().conversation().streamId();
        try {
            return switch (fetch.fetch(streamId, source)) {
                case FetchedMedia.Ready ready -> uploaded(call, ready, now);
                case FetchedMedia.Refused(String detail) -> refused(Kind.PERMANENT, Refusal.MEDIA_REFUSED, detail);
                case FetchedMedia.Unavailable(String detail) -> refused(Kind.PERMANENT, MEDIA_UNAVAILABLE, detail);
                case FetchedMedia.Trouble(String detail) -> refused(Kind.UNREACHABLE, MEDIA_TROUBLE, detail);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(Kind.UNREACHABLE, MEDIA_TROUBLE, "the adapter was stopped while it fetched the media");
        }
    }

    private TwitterAnswer<Uploaded> uploaded(Call call, FetchedMedia.Ready ready, Instant now) {
        try (ready) {
            return switch (twitter.of(call.generation()).uploadMedia(call.credentials(), ready.file())) {
                case TwitterAnswer.Success<UploadedMedia>(UploadedMedia media, RateLimits _) ->
                    new TwitterAnswer.Success<>(new Uploaded(media.id(), now.plus(KEPT)), RateLimits.UNKNOWN);
                case TwitterAnswer.Refused<UploadedMedia>(Refusal refusal, RateLimits _) ->
                    new TwitterAnswer.Refused<>(ofMedia(refusal), RateLimits.UNKNOWN);
            };
        }
    }

    private static Refusal ofMedia(Refusal refusal) {
        return switch (refusal.kind()) {
            case UNAVAILABLE, UNREACHABLE, UNCLEAR ->
                new Refusal(
                        Kind.UNREACHABLE,
                        refusal.httpStatus(),
                        refusal.code(),
                        MEDIA_TROUBLE,
                        "Twitter could not take the media: " + refusal.message(),
                        null);
            case PERMANENT, NOT_FOUND ->
                new Refusal(
                        Kind.PERMANENT,
                        refusal.httpStatus(),
                        refusal.code(),
                        Refusal.MEDIA_REFUSED,
                        refusal.message(),
                        null);
            case RATE_LIMITED, CLOCK, CREDENTIALS, PERMISSION, RESTRICTED -> refusal;
        };
    }

    private static <T> TwitterAnswer<T> refused(Kind kind, String reason, String detail) {
        return new TwitterAnswer.Refused<>(new Refusal(kind, 0, 0, reason, detail, null), RateLimits.UNKNOWN);
    }
}
