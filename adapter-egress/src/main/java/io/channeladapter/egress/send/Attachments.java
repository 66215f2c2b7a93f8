package io.channeladapter.egress.send;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.CheckedReply.MediaSource;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.Refusal.Kind;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.UploadedMedia;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.egress.fetch.FetchResult;
import io.channeladapter.egress.fetch.FetchedMedia;
import io.channeladapter.egress.fetch.MediaFetch;
import io.channeladapter.egress.fetch.MediaOfReply;
import io.channeladapter.egress.observe.AttachmentMeters;
import io.channeladapter.egress.outbox.Progress.Uploaded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the media of a reply to Twitter, before its message. Nothing is sent by that, so whatever goes wrong is never
 * unclear: the reply is tried again as a whole, or it fails. Limits of the upload say nothing about the message call and
 * are not passed on: where one is reached, replies with media wait for it, and the channel's others do not. Safe for many
 * threads.
 */
public final class Attachments {
    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);

    /** Reason of a refusal that another try may get past. */
    static final String MEDIA_TROUBLE = "media-trouble";
    /** Reason of a refusal since nobody wants the message any more. */
    static final String WITHDRAWN = "withdrawn";
    /** Reason of a refusal of media that could not be had. */
    static final String MEDIA_UNAVAILABLE = "media-unavailable";

    /** Reason of a refusal since Twitter takes no more uploads for now; messages without media go on. */
    static final String UPLOADS_LIMITED = "uploads-limited";

    /** Twitter keeps what is uploaded for a day. */
    private static final Duration KEPT = Duration.ofHours(23);

    private final MediaFetch fetch;
    private final TwitterApis twitter;
    private final AttachmentMeters meters;
    private final InstantSource clock;
    private final Map<StreamId, Limit> limits = new ConcurrentHashMap<>();

    /**
     * A limit of uploads that Twitter told of.
     *
     * @param strikes 429 answers in a row
     */
    private record Limit(Instant until, int strikes) {}

    public Attachments(MediaFetch fetch, TwitterApis twitter, AttachmentMeters meters, InstantSource clock) {
        this.fetch = fetch;
        this.twitter = twitter;
        this.meters = meters;
        this.clock = clock;
    }

    /** Whether one more call with media may begin: whether memory has room for what its reply holds. */
    boolean hasRoom() {
        return fetch.hasRoom();
    }

    /** The media of a call that begins; null where it has none to upload. To be closed when it ends. */
    @Nullable
    MediaOfReply begin(Call call) {
        MediaSource source = call.reply().media();
        return source == null || !call.withMedia() ? null : fetch.begin(source);
    }

    /** The answer where media are uploaded, but too late for the message to follow. */
    static <T> TwitterAnswer<T> tooLate() {
        return refused(Kind.UNREACHABLE, MEDIA_TROUBLE, "the media were uploaded too late to be sent by this call");
    }

    /** The answer where media are uploaded, and their message is not wanted any more. */
    static <T> TwitterAnswer<T> withdrawn() {
        return refused(Kind.UNREACHABLE, WITHDRAWN, "the message was withdrawn while its media were uploaded");
    }

    /** The answer where fetching or uploading failed in a way that it must not. */
    static <T> TwitterAnswer<T> failed() {
        return refused(Kind.UNREACHABLE, MEDIA_TROUBLE, "the adapter failed at fetching or uploading the media");
    }

    /** Uploads; refused where that cannot be, as what to do about the message. */
    TwitterAnswer<Uploaded> attach(Call call, MediaOfReply media) {
        StreamId streamId = call.reply().conversation().streamId();
        try {
            Limit known = limit(streamId);
            if (known != null) {
                return leftOut(known);
            }
            return switch (fetch.fetch(streamId, media)) {
                case FetchedMedia.Ready ready -> uploaded(call, ready);
                case FetchedMedia.Refused(FetchResult _, String detail) ->
                    refused(Kind.PERMANENT, Refusal.MEDIA_REFUSED, detail);
                case FetchedMedia.Unavailable(FetchResult _, String detail) ->
                    refused(Kind.PERMANENT, MEDIA_UNAVAILABLE, detail);
                case FetchedMedia.Trouble(String detail) -> refused(Kind.UNREACHABLE, MEDIA_TROUBLE, detail);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(Kind.UNREACHABLE, MEDIA_TROUBLE, "the adapter was stopped while it fetched the media");
        }
    }

    private TwitterAnswer<Uploaded> uploaded(Call call, FetchedMedia.Ready ready) {
        StreamId streamId = call.reply().conversation().streamId();
        try (ready) {
            Limit reached = limit(streamId);
            if (reached != null) {
                return leftOut(reached); // while this one waited for its turn, or was fetched
            }
            long begun = System.nanoTime();
            TwitterAnswer<UploadedMedia> answer =
                    twitter.of(call.generation()).uploadMedia(call.credentials(), ready.file());
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            return switch (answer) {
                case TwitterAnswer.Success<UploadedMedia>(UploadedMedia media, RateLimits _) -> {
                    limits.remove(streamId);
                    tell(call, "taken", ready.file().size(), took);
                    yield new TwitterAnswer.Success<>(
                            new Uploaded(media.id(), clock.instant().plus(KEPT)), RateLimits.UNKNOWN);
                }
                case TwitterAnswer.Refused<UploadedMedia>(Refusal refusal, RateLimits _) -> {
                    tell(call, refusal.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), 0, took);
                    yield refusal.kind() == Kind.RATE_LIMITED
                            ? limited(reached(streamId, refusal.retryAt()))
                            : new TwitterAnswer.Refused<>(ofMedia(refusal), RateLimits.UNKNOWN);
                }
            };
        }
    }

    /** The limit that holds now; null for none. */
    private @Nullable Limit limit(StreamId streamId) {
        Limit limit = limits.get(streamId);
        return limit != null && clock.instant().isBefore(limit.until()) ? limit : null;
    }

    private TwitterAnswer<Uploaded> leftOut(Limit limit) {
        meters.uploaded("limited");
        return limited(limit);
    }

    // Of several refused at once, the first has set the wait; the others count for no further strike.
    private Limit reached(StreamId streamId, @Nullable Instant retryAt) {
        Instant now = clock.instant();
        return Objects.requireNonNull(limits.compute(streamId, (id, known) -> {
            if (known != null && now.isBefore(known.until())) {
                return known;
            }
            int strikes = known == null ? 0 : known.strikes();
            return new Limit(SendDecisions.lifted(retryAt, strikes, now), strikes + 1);
        }));
    }

    private static <T> TwitterAnswer<T> limited(Limit limit) {
        return new TwitterAnswer.Refused<>(
                new Refusal(
                        Kind.RATE_LIMITED,
                        429,
                        0,
                        UPLOADS_LIMITED,
                        "Twitter takes no more uploads of this account for now",
                        limit.until()),
                RateLimits.UNKNOWN);
    }

    private void tell(Call call, String outcome, long bytes, Duration took) {
        meters.uploaded(outcome, took, bytes);
        LOG.atDebug()
                .addKeyValue(LogKeys.STREAMID, call.reply().conversation().streamId())
                .addKeyValue(LogKeys.REPLY_ID, call.reply().id())
                .addKeyValue(LogKeys.OUTCOME, outcome)
                .addKeyValue(LogKeys.BYTES, bytes)
                .addKeyValue(LogKeys.TOOK_MILLIS, took.toMillis())
                .log("media of a reply uploaded");
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
