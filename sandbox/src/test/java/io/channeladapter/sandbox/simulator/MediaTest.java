package io.channeladapter.sandbox.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTest {
    private static final byte[] VIDEO = new byte[70_000];

    static {
        new Random(3).nextBytes(VIDEO);
    }

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestBench bench;

    @BeforeEach
    void start() {
        bench = TestBench.in(folder);
        bench.connect();
    }

    @AfterEach
    void stop() {
        bench.close();
        http.shutdownNow();
    }

    @Test
    void aPhotoIsInTheEventAsTwitterDescribesIt() throws Exception {
        JsonNode media = sent("image/png", picture());

        assertThat(media.path("type").asText()).isEqualTo("photo");
        assertThat(media.path("media_url_https").asText())
                .matches("http://127\\.0\\.0\\.1:[0-9]+/1\\.1/ton/data/dm/[0-9]+/"
                        + media.path("id_str").asText() + "/[0-9]+\\.png");
        assertThat(media.at("/sizes/large").toString()).isEqualTo("{\"w\":1600,\"h\":800,\"resize\":\"fit\"}");
        assertThat(media.at("/sizes/small").toString()).isEqualTo("{\"w\":680,\"h\":340,\"resize\":\"fit\"}");
        assertThat(media.has("video_info")).isFalse();
    }

    @Test
    void onlyWhoTookPartInTheConversationGetsThePhoto() throws Exception {
        byte[] picture = picture();
        String path = path(sent("image/png", picture));

        HttpResponse<byte[]> signed = get(path, "Authorization", bench.authorization("GET", path, "", bench.keys));
        assertThat(signed.statusCode()).isEqualTo(200);
        assertThat(signed.body()).isEqualTo(picture);
        assertThat(signed.headers().firstValue("content-type")).contains("image/png");

        String large = path + ":large";
        assertThat(get(large, "Authorization", bench.authorization("GET", large, "", bench.keys))
                        .body())
                .isEqualTo(picture);

        assertThat(get(path).statusCode()).isEqualTo(401);
        assertThat(get(path, "Authorization", bench.authorization("GET", large, "", bench.keys))
                        .statusCode())
                .as("signed for another address")
                .isEqualTo(401);
        String other = path.replaceFirst("/dm/[0-9]+/", "/dm/1/");
        assertThat(get(other, "Authorization", bench.authorization("GET", other, "", bench.keys))
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"video/mp4, video", "image/gif, animated_gif"})
    void aVideoIsGivenToAnyoneWithItsAddress(String contentType, String type) throws Exception {
        JsonNode media = sent(contentType, VIDEO);
        JsonNode variant = media.at("/video_info/variants/0");

        assertThat(media.path("type").asText()).isEqualTo(type);
        assertThat(variant.path("content_type").asText()).isEqualTo(contentType);
        String path = URI.create(variant.path("url").asText()).getRawPath();
        assertThat(path).startsWith("/video/");
        assertThat(get(path).body()).isEqualTo(VIDEO);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-9, 0, 10", "bytes=69990-, 69990, 70000", "bytes=-5, 69995, 70000", "bytes=5-999999, 5, 70000"})
    void aPartIsGivenToo(String range, int from, int to) throws Exception {
        String path = URI.create(sent("video/mp4", VIDEO)
                        .at("/video_info/variants/0/url")
                        .asText())
                .getRawPath();

        HttpResponse<byte[]> part = get(path, "Range", range);

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(VIDEO, from, to));
        assertThat(part.headers().firstValue("content-range")).contains("bytes " + from + "-" + (to - 1) + "/70000");
        assertThat(get(path, "Range", "bytes=70000-").statusCode()).isEqualTo(416);
    }

    @Test
    void aMessageOfAPhotoAloneHasNothingButItsLinkAsText() throws Exception {
        sent("image/png", picture());

        assertThat(TestBench.read(bench.hook.events.getFirst().body())
                        .at("/direct_message_events/0/message_create/message_data/text")
                        .asText())
                .startsWith(" https://t.co/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/svg+xml", "text/html", "audio/mpeg", "application/octet-stream"})
    void whatTwitterDoesNotTakeIsRefused(String contentType) throws Exception {
        assertThat(keep(contentType, VIDEO).statusCode()).isEqualTo(400);
    }

    @Test
    void aPictureOfMoreThanFiveMegabytesIsRefused() throws Exception {
        assertThat(keep("image/png", new byte[(5 << 20) + 1]).statusCode()).isEqualTo(400);
        assertThat(keep("image/png", new byte[0]).statusCode()).isEqualTo(400);
        assertThat(folder.resolve("media")).isEmptyDirectory();
    }

    @Test
    void aFileThatWasNotSentCannotBeAttached() {
        assertThat(bench.control("POST", "/messages", "{\"from\":\"@adabellweather\",\"media\":\"12\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theFilesSurviveARestart() throws Exception {
        String path = URI.create(sent("video/mp4", VIDEO)
                        .at("/video_info/variants/0/url")
                        .asText())
                .getRawPath();
        bench.close();
        bench = TestBench.in(folder);

        assertThat(get(path).body()).isEqualTo(VIDEO);
    }

    /** What the event says of a file that a person sends. */
    private JsonNode sent(String contentType, byte[] file) throws IOException, InterruptedException {
        HttpResponse<byte[]> kept = keep(contentType, file);
        assertThat(kept.statusCode()).isEqualTo(201);
        String id = TestBench.read(new String(kept.body(), UTF_8)).path("id").asText();
        assertThat(bench.control("POST", "/messages", "{\"from\":\"@adabellweather\",\"media\":\"" + id + "\"}")
                        .status())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(10)).until(() -> !bench.hook.events.isEmpty());
        return TestBench.read(bench.hook.events.getFirst().body())
                .at("/direct_message_events/0/message_create/message_data/attachment/media");
    }

    private static String path(JsonNode media) {
        return URI.create(media.path("media_url_https").asText()).getRawPath();
    }

    private HttpResponse<byte[]> keep(String contentType, byte[] file) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(bench.simulator.url() + "/control/media"))
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofByteArray(file))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(bench.simulator.url() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1600, 800, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }
}
