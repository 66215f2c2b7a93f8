package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.simulator.TestBench.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadsTest {
    private static final String PATH = "/1.1/media/upload.json";
    private static final byte[] PNG =
            "\u0089PNG\r\n\u001a\n\u0000\u00ff\u00fe and more".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] GIF = "GIF89a and more of it".getBytes(StandardCharsets.ISO_8859_1);

    private final TestBench bench = new TestBench();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String person = bench.keys.personId();

    @AfterEach
    void close() {
        bench.close();
        http.shutdownNow();
    }

    @Test
    void whatWasUploadedInPiecesIsShownOnThePage() throws Exception {
        String id = begin("image/png", "dm_image", PNG.length);
        assertThat(append(id, 0, slice(PNG, 0, 7)).statusCode()).isEqualTo(204);
        assertThat(append(id, 1, slice(PNG, 7, PNG.length)).statusCode()).isEqualTo(204);
        assertThat(finish(id).json().path("size").asInt()).isEqualTo(PNG.length);

        assertThat(send(id).status()).isEqualTo(200);

        HttpResponse<byte[]> shown = http.send(
                HttpRequest.newBuilder(URI.create(bench.simulator.url() + "/page/media/" + id))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(shown.body()).isEqualTo(PNG);
    }

    @Test
    void mediaAreForOneMessage() throws Exception {
        String id = uploaded(PNG, "image/png", "dm_image");

        assertThat(send(id).status()).isEqualTo(200);
        assertThat(send(id).code()).isEqualTo(324);
        assertThat(send("12345").code()).isEqualTo(325);
    }

    @Test
    void mediaAreGoneAfterADay() throws Exception {
        String id = uploaded(PNG, "image/png", "dm_image");
        bench.clock.advance(Duration.ofHours(25));

        assertThat(send(id).code()).isEqualTo(325);
    }

    @Test
    void whatMovesIsProcessedForAWhile() throws Exception {
        String id = begin("image/gif", "dm_gif", GIF.length);
        append(id, 0, GIF);

        assertThat(finish(id).json().at("/processing_info/state").asText()).isEqualTo("pending");
        assertThat(send(id).code()).isEqualTo(324);
        bench.clock.advance(Duration.ofMillis(600));
        assertThat(status(id).at("/processing_info/state").asText()).isEqualTo("in_progress");
        bench.clock.advance(Duration.ofMillis(600));
        assertThat(status(id).at("/processing_info/state").asText()).isEqualTo("succeeded");
        assertThat(send(id).status()).isEqualTo(200);
    }

    @Test
    void processingFailsWhereAFaultSaysSo() throws Exception {
        bench.control("POST", "/faults", "{\"target\":\"*\",\"kind\":\"processing-fails\",\"next\":1}");
        String id = begin("image/gif", "dm_gif", GIF.length);
        append(id, 0, GIF);
        finish(id);
        bench.clock.advance(Duration.ofSeconds(2));

        assertThat(status(id).at("/processing_info/error/name").asText()).isEqualTo("InvalidMedia");
        assertThat(send(id).code()).isEqualTo(324);
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, dm_video, 10, media type unrecognized.",
        "image/bmp, dm_image, 10, media type unrecognized.",
        "image/png, dm_sound, 10, media_category parameter is invalid.",
        "image/png, dm_image, 5242881, File size exceeds 5242880 bytes.",
        "image/gif, dm_gif, 15728641, File size exceeds 15728640 bytes."
    })
    void whatCannotBeIsRefusedAtOnce(String type, String category, long size, String error) {
        Answer answer = bench.signed("POST", PATH, init(type, category, size));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo(error);
    }

    @Test
    void piecesMustFollowEachOtherAndAddUp() throws Exception {
        String id = begin("image/png", "dm_image", PNG.length);
        assertThat(append(id, 1, PNG).statusCode()).isEqualTo(400);
        assertThat(append(id, 0, slice(PNG, 0, 5)).statusCode()).isEqualTo(204);
        assertThat(finish(id).json().path("error").asText())
                .isEqualTo("Segments do not add up to provided total file size.");
        assertThat(append(id, 0, PNG).statusCode()).as("the same piece again").isEqualTo(204);
        assertThat(append(id, 1, PNG).statusCode()).as("more than announced").isEqualTo(400);
        assertThat(finish(id).status()).isEqualTo(201);
    }

    @Test
    void aFileMustBeWhatItIsCalled() throws Exception {
        String id = begin("image/png", "dm_image", GIF.length);
        append(id, 0, GIF);

        assertThat(finish(id).json().path("error").asText()).isEqualTo("media type unrecognized.");
    }

    @Test
    void mediaOfAPostAreNotForADirectMessage() throws Exception {
        assertThat(send(uploaded(PNG, "image/png", "tweet_image")).code()).isEqualTo(324);
    }

    @Test
    void v2TakesBase64Too() {
        String id = bench.signedJson(
                        "/2/media/upload/initialize",
                        "{\"media_type\":\"image/gif\",\"media_category\":\"dm_gif\",\"total_bytes\":" + GIF.length
                                + "}")
                .json()
                .at("/data/id")
                .asText();
        String base64 = java.util.Base64.getEncoder().encodeToString(GIF);
        assertThat(bench.signedJson(
                                "/2/media/upload/" + id + "/append",
                                "{\"segment_index\":0,\"media\":\"" + base64 + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(bench.signedJson("/2/media/upload/" + id + "/finalize", "")
                        .json()
                        .at("/data/processing_info/state")
                        .asText())
                .isEqualTo("pending");
        assertThat(bench.signedJson("/2/media/upload/7/finalize", "").type()).isEqualTo("invalid-request");
    }

    private String uploaded(byte[] file, String type, String category) throws Exception {
        String id = begin(type, category, file.length);
        append(id, 0, file);
        assertThat(finish(id).status()).isEqualTo(201);
        return id;
    }

    private String begin(String type, String category, long size) {
        return bench.signed("POST", PATH, init(type, category, size))
                .json()
                .path("media_id_string")
                .asText();
    }

    private static String init(String type, String category, long size) {
        return "command=INIT&media_type=" + type.replace("/", "%2F") + "&media_category=" + category + "&total_bytes="
                + size;
    }

    private HttpResponse<Void> append(String id, int segment, byte[] piece) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"command\"\r\n\r\nAPPEND\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"media_id\"\r\n\r\n" + id + "\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"segment_index\"\r\n\r\n" + segment + "\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(piece);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return http.send(
                HttpRequest.newBuilder(URI.create(bench.simulator.url() + PATH))
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .header("Authorization", bench.authorization("POST", PATH, "", bench.keys))
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.discarding());
    }

    private Answer finish(String id) {
        return bench.signed("POST", PATH, "command=FINALIZE&media_id=" + id);
    }

    private JsonNode status(String id) {
        return bench.signed("GET", PATH + "?command=STATUS&media_id=" + id).json();
    }

    private Answer send(String mediaId) {
        return bench.signedJson(
                "/1.1/direct_messages/events/new.json",
                "{\"event\":{\"type\":\"message_create\",\"message_create\":{\"target\":{\"recipient_id\":\"" + person
                        + "\"},\"message_data\":{\"text\":\"\",\"attachment\":{\"type\":\"media\",\"media\":{\"id\":\""
                        + mediaId + "\"}}}}}}");
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }
}
