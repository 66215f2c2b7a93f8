package io.channeladapter.common.twitter;

import io.channeladapter.common.twitter.Refusal.Kind;
import io.channeladapter.common.twitter.TwitterApi.Done;
import io.channeladapter.common.twitter.TwitterApi.UploadedMedia;
import io.channeladapter.common.twitter.UploadSteps.Processing;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Uploads a file in pieces and waits until Twitter has processed it. A piece that meets trouble is sent again a few
 * times, so that a long upload does not begin anew for one bad moment. Safe for many threads.
 */
final class MediaUpload {
    /** Twitter takes pieces of up to 5 MB, and 1,000 of them; a small one is sent in time by a slow line, too. */
    static final int PIECE_BYTES = 1 << 20;
    /** Longest wait for Twitter's processing. */
    static final Duration LONGEST_PROCESSING = Duration.ofMinutes(10);

    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final UploadSteps steps;
    private final Pause pause;

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    MediaUpload(UploadSteps steps) {
        this(steps, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    }

    MediaUpload(UploadSteps steps, Pause pause) {
        this.steps = steps;
        this.pause = pause;
    }

    TwitterAnswer<UploadedMedia> upload(Credentials credentials, MediaFile media) {
        try {
            return switch (steps.begin(credentials, media)) {
                case TwitterAnswer.Refused<String>(Refusal refusal, RateLimits limits) ->
                    new TwitterAnswer.Refused<>(refusal, limits);
                case TwitterAnswer.Success<String>(String id, RateLimits _) -> append(credentials, media, id);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(Kind.UNCLEAR, "", "interrupted while uploading");
        } catch (IOException e) {
            return refused(Kind.UNAVAILABLE, "", "the file to upload cannot be read from this machine's disk");
        }
    }

    private TwitterAnswer<UploadedMedia> append(Credentials credentials, MediaFile media, String id)
            throws IOException, InterruptedException {
        long sent = 0;
        try (InputStream bytes = media.opening().open()) {
            int segment = 0;
            for (byte[] piece = bytes.readNBytes(PIECE_BYTES);
                    piece.length > 0;
                    piece = bytes.readNBytes(PIECE_BYTES)) {
                int index = segment++;
                byte[] next = piece;
                if (retried(() -> steps.append(credentials, id, index, next))
                        instanceof TwitterAnswer.Refused<Done>(Refusal refusal, RateLimits limits)) {
                    return new TwitterAnswer.Refused<>(refusal, limits);
                }
                sent += piece.length;
            }
        }
        if (sent != media.size()) {
            throw new IOException("the file has another size than it had");
        }
        return processed(credentials, id, steps.finish(credentials, id));
    }

    private TwitterAnswer<UploadedMedia> processed(Credentials credentials, String id, TwitterAnswer<Processing> first)
            throws InterruptedException {
        TwitterAnswer<Processing> answer = first;
        Duration waited = Duration.ZERO;
        while (true) {
            switch (answer) {
                case TwitterAnswer.Refused<Processing>(Refusal refusal, RateLimits limits) -> {
                    return new TwitterAnswer.Refused<>(refusal, limits);
                }
                case TwitterAnswer.Success<Processing>(Processing processing, RateLimits limits) -> {
                    switch (processing.state()) {
                        case DONE -> {
                            return new TwitterAnswer.Success<>(new UploadedMedia(id), limits);
                        }
                        case FAILED -> {
                            return refused(
                                    Kind.PERMANENT,
                                    Refusal.MEDIA_REFUSED,
                                    "Twitter could not process the media: "
                                            + (processing.error().isEmpty()
                                                    ? "it gave no reason"
                                                    : processing.error()));
                        }
                        case UNDER_WAY -> {
                            if (waited.compareTo(LONGEST_PROCESSING) >= 0) {
                                return refused(Kind.UNAVAILABLE, "", "Twitter did not end processing the media");
                            }
                            pause.of(processing.checkAfter());
                            waited = waited.plus(processing.checkAfter());
                        }
                    }
                }
            }
            answer = retried(() -> steps.status(credentials, id));
        }
    }

    private <T> TwitterAnswer<T> retried(Supplier<TwitterAnswer<T>> call) throws InterruptedException {
        TwitterAnswer<T> answer = call.get();
        for (int tries = 1; tries < TRIES && isTrouble(answer); tries++) {
            pause.of(BETWEEN_TRIES.multipliedBy(tries));
            answer = call.get();
        }
        return answer;
    }

    private static boolean isTrouble(TwitterAnswer<?> answer) {
        return answer instanceof TwitterAnswer.Refused<?>(Refusal refusal, var _)
                && switch (refusal.kind()) {
                    case UNAVAILABLE, UNREACHABLE, UNCLEAR -> true;
                    case RATE_LIMITED, CLOCK, CREDENTIALS, PERMISSION, RESTRICTED, PERMANENT, NOT_FOUND -> false;
                };
    }

    private static <T> TwitterAnswer<T> refused(Kind kind, String reason, String message) {
        return new TwitterAnswer.Refused<>(new Refusal(kind, 0, 0, reason, message, null), RateLimits.UNKNOWN);
    }
}
