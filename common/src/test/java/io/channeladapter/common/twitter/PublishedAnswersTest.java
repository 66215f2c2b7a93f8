package io.channeladapter.common.twitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.media.MediaFormat;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import io.channeladapter.common.twitter.Refusal.Kind;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import io.channeladapter.common.twitter.TwitterApi.UploadedMedia;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What sending and uploading make of whole answers, with each field that Twitter's reference shows of them, known to the
 * client or not. The event of a sent message is read from the published payloads, where they are at hand.
 *
 * @see <a href="https://docs.x.com/openapi.json">X developer platform: v2's OpenAPI document</a>
 * @see <a href="https://developer.x.com/en/docs/x-api/v1/media/upload-media/api-reference/post-media-upload-finalize">X
 *     developer platform: POST media/upload (FINALIZE)</a>
 */
class PublishedAnswersTest {
    private static final Credentials KEYS =
            new Credentials(new Secret("k"), new Secret("ks"), new Secret("t"), new Secret("ts"));
    private static final OutgoingMessage HELLO = new OutgoingMessage("42", "Hello", List.of(), List.of(), null, null);
    private static final MediaFile VIDEO =
            MediaFile.of(MediaFormat.MP4, Arrays.copyOf("____ftypisom".getBytes(StandardCharsets.ISO_8859_1), 20));
    private static final String MEDIA = "\"media_id\":1880028106020515840,\"media_id_string\":\"1880028106020515840\"";
    private static final String DATA = "\"id\":\"1880028106020515840\",\"media_key\":\"13_1880028106020515840\"";

    private final ScriptedHttp twitter = new ScriptedHttp();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TwitterApis apis = TwitterApis.over(twitter.address(), client, Duration.ofSeconds(20));
    private final List<Duration> pauses = new ArrayList<>();
    private final SignedCalls calls = new SignedCalls(twitter.address(), client, Duration.ofSeconds(20));

    PublishedAnswersTest() throws IOException {}

    @AfterEach
    void close() {
        twitter.close();
        client.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"aaa-docs-direct_message_events, 954491830116155396", "tweetinvi-DirectMessageSent, 1247295861006241798"
    })
    void theEventOfAMessageOfV1GivesItsId(String file, String id) throws IOException {
        JsonNode event = Json.MAPPER
                .readTree(Files.readAllBytes(published(file)))
                .path("direct_message_events")
                .path(0);
        twitter.then(200, Json.object().set("event", event).toString());

        assertThat(sent(ApiGeneration.ACCOUNT_ACTIVITY_V1))
                .isEqualTo(new TwitterAnswer.Success<>(new SentMessage(id), RateLimits.UNKNOWN));
    }

    @Test
    void theEventOfAMessageWithEverythingGivesItsOwnId() {
        twitter.then(200, """
                {"event":{"type":"message_create","id":"1234858592","created_timestamp":"1392078023603",
                 "initiated_via":{"tweet_id":"123456","welcome_message_id":"456789"},
                 "message_create":{"target":{"recipient_id":"42"},"sender_id":"3805104374","source_app_id":"268278",
                  "message_data":{"text":"Which bird? https://t.co/a",
                   "entities":{"hashtags":[],"symbols":[],"user_mentions":[],
                    "urls":[{"url":"https://t.co/a","expanded_url":"https://example.com","display_url":"example.com",
                     "indices":[12,26]}]},
                   "quick_reply":{"type":"options","options":[{"label":"Red","description":"r","metadata":"1"}]},
                   "ctas":[{"type":"web_url","label":"See","url":"https://t.co/b","tco_url":"https://t.co/b"}],
                   "attachment":{"type":"media","media":{"id":710511363345354753,"id_str":"710511363345354753",
                    "indices":[27,50],"media_url":"http://example.com/a.png","type":"photo",
                    "sizes":{"thumb":{"w":150,"h":150,"resize":"crop"}}}}}}}}""");

        assertThat(sent(ApiGeneration.ACCOUNT_ACTIVITY_V1))
                .isEqualTo(new TwitterAnswer.Success<>(new SentMessage("1234858592"), RateLimits.UNKNOWN));
    }

    @Test
    void aMessageOfV2GivesTheIdOfItsEventAndWhatIsLeft() {
        twitter.then(
                201,
                "{\"data\":{\"dm_conversation_id\":\"1234567890-9876543210\",\"dm_event_id\":\"1582103724607971332\"}}",
                "Content-Type",
                "application/json; charset=utf-8",
                "x-rate-limit-limit",
                "15",
                "x-rate-limit-remaining",
                "14",
                "x-rate-limit-reset",
                "1705420800",
                "x-transaction-id",
                "0a1b2c3d4e5f6071");

        assertThat(sent(ApiGeneration.ACCOUNT_ACTIVITY_V2))
                .isEqualTo(new TwitterAnswer.Success<>(
                        new SentMessage("1582103724607971332"),
                        new RateLimits(
                                List.of(new Window(Scope.ENDPOINT, 15, 14, Instant.ofEpochSecond(1_705_420_800))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errors\":[{\"code\":349,\"message\":\"You cannot send messages to this user.\"}]}",
                "{\"errors\":[{\"message\":\"You cannot send messages to this user.\",\"code\":349}],\"request\":\"\\/1.1\"}",
                "{\"code\":349,\"message\":\"You cannot send messages to this user.\"}"
            })
    void anErrorGivesItsCodeAndWords(String body) {
        for (ApiGeneration generation : ApiGeneration.values()) {
            twitter.then(403, body);

            assertThat(refused(sent(generation)))
                    .isEqualTo(
                            new Refusal(Kind.PERMANENT, 403, 349, "", "You cannot send messages to this user.", null));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | {"errors":[{"parameters":{"participant_id":["x"]},"message":"participant_id is wrong"}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","type":"https://api.twitter.com/2/problems/invalid-request"} | PERMANENT | invalid-request | participant_id is wrong
            400 | {"title":"Invalid Request","detail":"words","type":"https://api.x.com/2/problems/invalid-request","parameter":"text","value":"","status":400} | PERMANENT | invalid-request | words
            401 | {"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"} | CREDENTIALS | `` | Unauthorized
            403 | {"client_id":"1","detail":"words","registration_url":"https://example.com","title":"Client Forbidden","required_enrollment":"Basic","reason":"client-not-enrolled","type":"https://api.twitter.com/2/problems/client-forbidden"} | PERMISSION | client-forbidden | words
            403 | {"title":"Unsupported Authentication","detail":"words","type":"https://api.x.com/2/problems/unsupported-authentication","status":403} | PERMISSION | unsupported-authentication | words
            403 | {"title":"Authorization Error","detail":"words","type":"https://api.x.com/2/problems/not-authorized-for-resource","resource_type":"dm","resource_id":"1","parameter":"id","value":"1","section":"data"} | PERMANENT | not-authorized-for-resource | words
            404 | {"title":"Not Found Error","detail":"words","type":"https://api.x.com/2/problems/resource-not-found","resource_type":"user","resource_id":"42","parameter":"participant_id","value":"42"} | NOT_FOUND | resource-not-found | words
            429 | {"title":"UsageCapExceeded","detail":"words","type":"https://api.x.com/2/problems/usage-capped","period":"Monthly","scope":"Product","account_id":1,"product_name":"basic"} | RATE_LIMITED | usage-capped | words
            429 | {"title":"Rate limit","detail":"words","type":"https://api.x.com/2/problems/rate-limit-exceeded"} | RATE_LIMITED | rate-limit-exceeded | words
            500 | {"title":"Internal Error","detail":"words","type":"https://api.x.com/2/problems/internal-error","status":500} | UNAVAILABLE | internal-error | words
            503 | {"title":"Service Unavailable","detail":"Service Unavailable","type":"about:blank","status":503} | UNAVAILABLE | `` | Service Unavailable
            """)
    void aProblemOfV2GivesItsReasonAndWords(int status, String body, Kind kind, String reason, String words) {
        twitter.then(status, body, "Content-Type", "application/problem+json");

        assertThat(refused(sent(ApiGeneration.ACCOUNT_ACTIVITY_V2)))
                .isEqualTo(new Refusal(kind, status, 0, reason, words, null));
    }

    @Test
    void anErrorUnderAStatusOfSuccessIsWhatItNames() {
        twitter.then(
                200,
                "{\"errors\":[{\"resource_id\":\"42\",\"resource_type\":\"user\",\"title\":\"Not Found Error\","
                        + "\"detail\":\"words\",\"type\":\"https://api.x.com/2/problems/resource-not-found\"}]}");

        assertThat(refused(sent(ApiGeneration.ACCOUNT_ACTIVITY_V2)))
                .isEqualTo(new Refusal(Kind.NOT_FOUND, 200, 0, "resource-not-found", "words", null));
    }

    @Test
    void aFileOfV1IsReadyWhenItsProcessingSaysSo() {
        twitter.then(202, "{" + MEDIA + ",\"size\":20,\"expires_after_secs\":86400}")
                .then(204, "")
                .then(
                        201,
                        "{" + MEDIA + ",\"size\":20,\"expires_after_secs\":86400,"
                                + "\"processing_info\":{\"state\":\"pending\",\"check_after_secs\":5}}")
                .then(
                        200,
                        "{" + MEDIA + ",\"expires_after_secs\":3595,\"processing_info\":{\"state\":\"in_progress\","
                                + "\"check_after_secs\":10,\"progress_percent\":8}}")
                .then(
                        200,
                        "{" + MEDIA + ",\"expires_after_secs\":3593,\"video\":{\"video_type\":\"video/mp4\"},"
                                + "\"processing_info\":{\"state\":\"succeeded\",\"progress_percent\":100}}");

        assertThat(uploaded(new UploadV1(calls))).isEqualTo("1880028106020515840");
        assertThat(pauses).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @Test
    void aFileOfV2IsReadyWhenItsProcessingSaysSo() {
        twitter.then(200, "{\"data\":{" + DATA + ",\"expires_after_secs\":1295999}}")
                .then(200, "{\"data\":{\"expires_at\":1795428600}}")
                .then(
                        200,
                        "{\"data\":{" + DATA + ",\"size\":20,\"expires_after_secs\":86400,"
                                + "\"processing_info\":{\"state\":\"pending\",\"check_after_secs\":1}}}")
                .then(
                        200,
                        "{\"data\":{" + DATA + ",\"size\":20,\"expires_after_secs\":86393,"
                                + "\"processing_info\":{\"state\":\"in_progress\",\"check_after_secs\":3,"
                                + "\"progress_percent\":50}}}")
                .then(
                        200,
                        "{\"data\":{" + DATA + ",\"size\":20,\"expires_after_secs\":86390,"
                                + "\"video\":{\"video_type\":\"video/mp4\"},"
                                + "\"processing_info\":{\"state\":\"succeeded\",\"progress_percent\":100}}}");

        assertThat(uploaded(new UploadV2(calls))).isEqualTo("1880028106020515840");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }

    @Test
    void aFileThatNeedsNoProcessingIsReadyAtOnce() {
        String image = ",\"size\":20,\"expires_after_secs\":86400,"
                + "\"image\":{\"image_type\":\"image/jpeg\",\"w\":800,\"h\":320}}";
        twitter.then(202, "{" + MEDIA + ",\"expires_after_secs\":86399}")
                .then(204, "")
                .then(201, "{" + MEDIA + image);
        assertThat(uploaded(new UploadV1(calls))).isEqualTo("1880028106020515840");

        twitter.then(200, "{\"data\":{" + DATA + ",\"expires_after_secs\":86400}}")
                .then(200, "{\"data\":{\"expires_at\":1795428600}}")
                .then(200, "{\"data\":{" + DATA + image + "}");
        assertThat(uploaded(new UploadV2(calls))).isEqualTo("1880028106020515840");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aFileThatTwitterCannotReadIsRefusedInItsWords() {
        String failed = "\"processing_info\":{\"state\":\"failed\",\"progress_percent\":12,\"error\":"
                + "{\"code\":1,\"name\":\"InvalidMedia\",\"message\":\"Unsupported video format\"}}}";
        twitter.then(202, "{" + MEDIA + ",\"expires_after_secs\":86400}")
                .then(204, "")
                .then(200, "{" + MEDIA + "," + failed);
        assertThat(refused(upload(new UploadV1(calls))).message()).endsWith(": Unsupported video format");

        twitter.then(200, "{\"data\":{" + DATA + "}}")
                .then(200, "{\"data\":{\"expires_at\":1795428600}}")
                .then(200, "{\"data\":{" + DATA + "," + failed + "}");
        assertThat(refused(upload(new UploadV2(calls))).message()).endsWith(": Unsupported video format");
    }

    // Uploads by v1.1 have two shapes of errors, that of all calls and one of their own.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"request\":\"\\/1.1\\/media\\/upload.json\",\"error\":\"media type unrecognized.\"}",
                "{\"errors\":[{\"code\":324,\"message\":\"media type unrecognized.\"}]}"
            })
    void anUploadThatIsRefusedSaysWhy(String body) {
        twitter.then(400, body);

        Refusal refusal = refused(upload(new UploadV1(calls)));

        assertThat(refusal.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(refusal.message()).isEqualTo("media type unrecognized.");
    }

    private TwitterAnswer<SentMessage> sent(ApiGeneration generation) {
        return apis.of(generation).sendMessage(KEYS, HELLO);
    }

    private TwitterAnswer<UploadedMedia> upload(UploadSteps steps) {
        return new MediaUpload(steps, pauses::add).upload(KEYS, VIDEO);
    }

    private String uploaded(UploadSteps steps) {
        TwitterAnswer<UploadedMedia> answer = upload(steps);
        assertThat(answer).isInstanceOf(TwitterAnswer.Success.class);
        return ((TwitterAnswer.Success<UploadedMedia>) answer).value().id();
    }

    private static Refusal refused(TwitterAnswer<?> answer) {
        assertThat(answer).isInstanceOf(TwitterAnswer.Refused.class);
        return ((TwitterAnswer.Refused<?>) answer).refusal();
    }

    private static Path published(String file) {
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.exists(root.resolve(".mvn"))) {
            root = root.getParent();
        }
        Path folder = root.resolve("../shared/fixtures").normalize();
        assumeTrue(Files.isDirectory(folder), "no folder " + folder + " with published payloads");
        return folder.resolve(file + ".json");
    }
}
