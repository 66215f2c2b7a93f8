package io.channeladapter.common.twitter;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.twitter.TwitterApi.Done;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The steps of an upload, as each generation words them.
 *
 * @see <a href="https://docs.x.com/x-api/media/quickstart/media-upload-chunked">X developer platform: chunked upload</a>
 */
interface UploadSteps {
    /** Begins an upload, and yields the id of the media. */
    TwitterAnswer<String> begin(Credentials credentials, MediaFile media);

    /** Sends a piece; one that is sent again takes the place of the first. */
    TwitterAnswer<Done> append(Credentials credentials, String mediaId, int segment, byte[] piece);

    /** Tells that all pieces were sent. */
    TwitterAnswer<Processing> finish(Credentials credentials, String mediaId);

    /** Asks how far Twitter is. */
    TwitterAnswer<Processing> status(Credentials credentials, String mediaId);

    /**
     * How far Twitter is with a file.
     *
     * @param state where it stands
     * @param checkAfter when to ask again, where it is under way
     * @param error Twitter's words, where it has failed; empty otherwise
     */
    record Processing(State state, Duration checkAfter, String error) {
        enum State {
            UNDER_WAY,
            DONE,
            FAILED
        }

        /** Reads {@code processing_info}; a file that needs none is done at once. */
        static Processing read(JsonNode info) {
            State state = switch (info.path("state").asText("succeeded")) {
                case "pending", "in_progress" -> State.UNDER_WAY;
                case "failed" -> State.FAILED;
                default -> State.DONE;
            };
            String error = Stream.of("message", "detail", "name", "title")
                    .map(field -> info.path("error").path(field).asText())
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
            return new Processing(
                    state,
                    Duration.ofSeconds(Math.clamp(info.path("check_after_secs").asLong(1), 1, 30)),
                    error);
        }
    }
}
