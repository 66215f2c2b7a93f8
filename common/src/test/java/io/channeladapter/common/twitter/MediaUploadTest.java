package io.channeladapter.common.twitter;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.media.MediaFormat;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.ScriptedHttp.Asked;
import io.channeladapter.common.twitter.TwitterApi.UploadedMedia;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MediaUploadTest {
    private static final Credentials CREDENTIALS = new Credentials(
            new Secret("key"), new Secret("key-secret"), new Secret("token"), new Secret("token-secret"));
    private static final MediaFile VIDEO = file(MediaFormat.MP4, "____ftypisom", 20);

    private final ScriptedHttp twitter;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Duration> pauses = new ArrayList<>();
    private final SignedCalls calls;

    MediaUploadTest() throws IOException {
        twitter = new ScriptedHttp();
        calls = new SignedCalls(twitter.address(), client, Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        client.close();
        twitter.close();
    }

    @Test
    void v1UploadsInPiecesByCommandsAtOneAddress() {
        MediaFile picture = file(MediaFormat.PNG, "\u0089PNG\r\n\u001a\n", MediaUpload.PIECE_BYTES + 7);
        twitter.then(202, "{\"media_id\":710511363345354753,\"media_id_string\":\"710511363345354753\"}")
                .then(204, "")
                .then(204, "")
                .then(201, "{\"media_id_string\":\"710511363345354753\",\"size\":1048583}");

        assertThat(id(v1().upload(CREDENTIALS, picture))).isEqualTo("710511363345354753");

        List<Asked> asked = twitter.asked();
        assertThat(asked).extracting(Asked::path).containsOnly("/1.1/media/upload.json");
        assertThat(asked.getFirst().body())
                .contains("command=INIT", "media_type=image%2Fpng", "media_category=dm_image", "total_bytes=1048583");
        assertThat(asked.get(1).header("Content-type")).startsWith("multipart/form-data; boundary=");
        assertThat(asked.get(1).body())
                .contains("name=\"command\"\r\n\r\nAPPEND\r\n", "name=\"segment_index\"\r\n\r\n0\r\n", "PNG");
        assertThat(asked.get(2).body()).contains("name=\"segment_index\"\r\n\r\n1\r\n");
        assertThat(asked.get(3).body()).contains("command=FINALIZE", "media_id=710511363345354753");
        assertThat(asked)
                .allSatisfy(one -> assertThat(one.header("Authorization"))
                        .startsWith("OAuth ")
                        .contains("oauth_token=\"token\""));
    }

    @Test
    void v2HasAnAddressForEachStep() {
        twitter.then(200, "{\"data\":{\"id\":\"77\",\"media_key\":\"13_77\",\"expires_after_secs\":86400}}")
                .then(200, "{\"data\":{\"expires_at\":1}}")
                .then(
                        200,
                        "{\"data\":{\"id\":\"77\",\"processing_info\":{\"state\":\"pending\",\"check_after_secs\":3}}}")
                .then(200, "{\"data\":{\"id\":\"77\",\"processing_info\":{\"state\":\"succeeded\"}}}");

        assertThat(id(v2().upload(CREDENTIALS, VIDEO))).isEqualTo("77");

        assertThat(twitter.asked())
                .extracting(one -> one.method() + " " + one.path())
                .containsExactly(
                        "POST /2/media/upload/initialize",
                        "POST /2/media/upload/77/append",
                        "POST /2/media/upload/77/finalize",
                        "GET /2/media/upload");
        assertThat(twitter.asked().getFirst().body())
                .isEqualTo("{\"media_type\":\"video/mp4\",\"media_category\":\"dm_video\",\"total_bytes\":20}");
        assertThat(twitter.asked().getLast().query()).isEqualTo("command=STATUS&media_id=77");
        assertThat(pauses).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void aVideoThatTwitterCannotProcessIsRefusedInItsWords() {
        begun().then(204, "")
                .then(200, "{\"media_id_string\":\"5\",\"processing_info\":{\"state\":\"in_progress\"}}")
                .then(
                        200,
                        "{\"media_id_string\":\"5\",\"processing_info\":{\"state\":\"failed\",\"error\":"
                                + "{\"code\":3,\"name\":\"UnsupportedMedia\",\"message\":\"Duration too long\"}}}");

        Refusal refusal = refusal(v1().upload(CREDENTIALS, VIDEO));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.PERMANENT);
        assertThat(refusal.reason()).isEqualTo("media-refused");
        assertThat(refusal.message()).isEqualTo("Twitter could not process the media: Duration too long");
    }

    @Test
    void processingThatNeverEndsIsGivenUp() {
        begun().then(204, "");
        for (int i = 0; i < 25; i++) {
            twitter.then(
                    200,
                    "{\"media_id_string\":\"5\",\"processing_info\":{\"state\":\"pending\",\"check_after_secs\":9999}}");
        }

        assertThat(refusal(v1().upload(CREDENTIALS, VIDEO)).kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(MediaUpload.LONGEST_PROCESSING);
    }

    @Test
    void aPieceThatMeetsTroubleIsSentAgain() {
        begun().then(503, "").thenCut().then(204, "").then(200, "{\"media_id_string\":\"5\"}");

        assertThat(id(v1().upload(CREDENTIALS, VIDEO))).isEqualTo("5");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void troubleThatLastsIsTold() {
        begun().then(503, "").then(503, "").then(503, "");

        assertThat(refusal(v1().upload(CREDENTIALS, VIDEO)).kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
        assertThat(twitter.asked()).hasSize(4);
    }

    @Test
    void whatTwitterSaysOfAnUploadIsUnderstood() {
        twitter.then(400, "{\"request\":\"/1.1/media/upload.json\",\"error\":\"media type unrecognized.\"}");

        Refusal refusal = refusal(v1().upload(CREDENTIALS, VIDEO));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.PERMANENT);
        assertThat(refusal.message()).isEqualTo("media type unrecognized.");
    }

    @ParameterizedTest
    @EnumSource(ApiGeneration.class)
    void eachGenerationUploads(ApiGeneration generation) {
        twitter.then(429, "{}", "x-rate-limit-limit", "1", "x-rate-limit-remaining", "0", "x-rate-limit-reset", "9");

        assertThat(refusal(TwitterApis.over(twitter.address(), client, Duration.ofSeconds(20))
                                .of(generation)
                                .uploadMedia(CREDENTIALS, VIDEO))
                        .kind())
                .isEqualTo(Refusal.Kind.RATE_LIMITED);
    }

    @Test
    void aFileThatShrankIsNotFinished() {
        begun().then(204, "");
        MediaFile shrunk = new MediaFile(MediaFormat.MP4, 21, VIDEO.opening());

        assertThat(refusal(v1().upload(CREDENTIALS, shrunk)).kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
        assertThat(twitter.asked()).hasSize(2);
    }

    private ScriptedHttp begun() {
        return twitter.then(200, "{\"media_id_string\":\"5\"}");
    }

    private MediaUpload v1() {
        return new MediaUpload(new UploadV1(calls), pauses::add);
    }

    private MediaUpload v2() {
        return new MediaUpload(new UploadV2(calls), pauses::add);
    }

    private static String id(TwitterAnswer<UploadedMedia> answer) {
        assertThat(answer).isInstanceOf(TwitterAnswer.Success.class);
        return ((TwitterAnswer.Success<UploadedMedia>) answer).value().id();
    }

    private static Refusal refusal(TwitterAnswer<UploadedMedia> answer) {
        assertThat(answer).isInstanceOf(TwitterAnswer.Refused.class);
        return ((TwitterAnswer.Refused<UploadedMedia>) answer).refusal();
    }

    private static MediaFile file(MediaFormat format, String start, int size) {
        return MediaFile.of(format, Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), size));
    }
}
