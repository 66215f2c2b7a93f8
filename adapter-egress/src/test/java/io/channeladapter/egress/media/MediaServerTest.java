package io.channeladapter.egress.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.media.MediaType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaServerTest {
    private static final byte[] FILE = new byte[100_000];

    static {
        new Random(7).nextBytes(FILE);
    }

    private MediaRig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new MediaRig();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aPhotoIsGivenAsTwitterHasIt() throws Exception {
        rig.host.has("image/jpeg;charset=UTF-8", FILE, "ETag", "\"e1\"", "Set-Cookie", "a=b", "X-Other", "c");

        HttpResponse<byte[]> answer = rig.get(photo());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FILE);
        assertThat(header(answer, "content-type")).isEqualTo("image/jpeg");
        assertThat(header(answer, "content-length")).isEqualTo("100000");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(answer, "content-disposition")).isEqualTo("inline; filename=\"photo.jpg\"");
        assertThat(header(answer, "content-security-policy")).isEqualTo("default-src 'none'; sandbox");
        assertThat(header(answer, "cache-control")).isEqualTo("private");
        assertThat(header(answer, "etag")).isEqualTo("\"e1\"");
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "x-other", "server");
        rig.awaitCount("given", 1);
    }

    @Test
    void g9_theTokenSignsForThePhotosHostAlone() throws Exception {
        rig.host.has("image/jpeg", FILE);
        HttpResponse<byte[]> photo = rig.get(photo());
        rig.host.has("video/mp4", FILE);
        HttpResponse<byte[]> video = rig.get(video());

        assertThat(rig.host.asked.get(0).authorization())
                .startsWith("OAuth ")
                .contains("oauth_token=\"token-of-the-account\"")
                .doesNotContain(MediaRig.SECRETS.get(1), MediaRig.SECRETS.get(3));
        assertThat(rig.host.asked.get(1).authorization()).isNull();
        for (HttpResponse<byte[]> answer : List.of(photo, video)) {
            assertThat(answer.headers().map().toString()).doesNotContain(MediaRig.SECRETS.toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, 502, answer-refused",
        "401, 502, credentials-refused",
        "403, 502, access-refused",
        "404, 404, media-gone",
        "410, 404, media-gone",
        "420, 503, rate-limited",
        "429, 503, rate-limited",
        "500, 502, twitter-unavailable",
        "503, 502, twitter-unavailable",
        "204, 502, answer-refused",
        "206, 502, answer-refused",
        "304, 502, redirect-refused",
        "416, 502, answer-refused"
    })
    void whatTwitterAnswersIsToldPlainly(int twitter, int status, String code) throws Exception {
        rig.host.refuses(twitter);

        isProblem(rig.get(photo()), status, code);
    }

    @Test
    void twittersLimitIsToldWithItsEnd() throws Exception {
        rig.host.refuses(429, "x-rate-limit-reset", String.valueOf(MediaRig.NOW.getEpochSecond() + 90));

        assertThat(header(rig.get(photo()), "retry-after")).isEqualTo("90");
    }

    @Test
    void refusedKeysAreToldToTheConfigServiceOnceInTenMinutes() throws Exception {
        rig.host.refuses(401);
        rig.get(photo());
        rig.get(photo());

        assertThat(rig.signals.history()).hasSize(1);
        JsonNode signal = Json.MAPPER.readTree(rig.signals.history().getFirst().value());
        assertThat(signal.path("kind").asText()).isEqualTo("credentials-refused");
        assertThat(signal.path("streamId").asText()).isEqualTo(MediaRig.STREAM.value());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectLeadsNowhere(int status) throws Exception {
        try (FakeMediaHost elsewhere = new FakeMediaHost()) {
            elsewhere.has("image/jpeg", FILE);
            rig.host.refuses(status, "Location", elsewhere.url() + "/a.jpg");

            isProblem(rig.get(photo()), 502, "redirect-refused");
            assertThat(elsewhere.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "image/svg+xml",
                "application/octet-stream",
                "application/x-mpegURL",
                "multipart/byteranges",
                "image/jpeg, text/html",
                ""
            })
    void onlyPhotosAndVideosAreGiven(String contentType) throws Exception {
        rig.host.has(contentType, "<script>alert(1)</script>".getBytes(UTF_8));

        isProblem(rig.get(photo()), 502, "type-refused");
    }

    @Test
    void aPackedFileIsNotGiven() throws Exception {
        rig.host.has("image/jpeg", FILE, "Content-Encoding", "gzip");

        isProblem(rig.get(photo()), 502, "type-refused");
    }

    @Test
    void aFileThatIsTooLargeIsNotBegun() throws Exception {
        rig.host.has("video/mp4", new byte[1_000_001]);
        isProblem(rig.get(video()), 502, "too-large");

        rig.host.replies(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "video/mp4");
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/1000001");
            exchange.sendResponseHeaders(206, 10);
            exchange.getResponseBody().write(FILE, 0, 10);
        });
        isProblem(rig.get(video(), "Range", "bytes=0-9"), 502, "too-large");
    }

    @Test
    void aFileWithoutALengthIsGivenUpToTheLimit() throws Exception {
        chunked(FILE);
        assertThat(rig.get(video()).body()).isEqualTo(FILE);

        chunked(new byte[1_000_000]);
        assertThat(rig.get(video()).body()).hasSize(1_000_000);

        chunked(new byte[1_000_001]);
        assertThatThrownBy(() -> rig.get(video())).isInstanceOf(IOException.class);
        rig.awaitCount("cut-by-twitter", 1);
    }

    private void chunked(byte[] file) {
        rig.host.replies(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "video/mp4");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(file);
        });
    }

    @Test
    void aFileThatBreaksOffBeforeItBeganIsAProblem() throws Exception {
        rig.host.replies(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "video/mp4");
            exchange.sendResponseHeaders(200, 100_000);
            throw new IOException("cut");
        });

        isProblem(rig.get(video()), 502, "twitter-unavailable");
    }

    @Test
    void aHeadTellsWhatAGetWould() throws Exception {
        rig.host.has("image/png", FILE);

        HttpResponse<byte[]> answer = rig.send("HEAD", photo());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type")).isEqualTo("image/png");
        assertThat(header(answer, "content-length")).isEqualTo("100000");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"small, :small", "medium, :medium", "large, :large"})
    void aPhotoHasSizes(String size, String ending) throws Exception {
        rig.host.has("image/jpeg", FILE);

        assertThat(rig.get(photo() + "&size=" + size).statusCode()).isEqualTo(200);
        assertThat(rig.host.asked.getFirst().address()).isEqualTo(MediaRig.PHOTO + ending);
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=huge", "size=", "size=../../a", "size=small&size=large"})
    void noOtherSizeIsAskedFor(String query) throws Exception {
        isProblem(rig.get(photo() + "&" + query), 400, "size-refused");
        assertThat(rig.host.asked).isEmpty();
    }

    @Test
    void aVideoHasOneSize() throws Exception {
        isProblem(rig.get(video() + "&size=small"), 400, "size-refused");
    }

    @Test
    void aLinkThatWasTouchedIsForged() throws Exception {
        for (String link : new String[] {
            photo().replace("type=photo", "type=video"),
            photo().replace("expires=", "expires=1"),
            photo().replace(MediaRig.STREAM.value(), "st-00000000-0000-0000-0000-000000000002"),
            photo().replace("&signature=", "&signatur="),
            photo() + "&expires=99999999999",
            photo() + "&signature=AAAA",
            photo() + "&type=photo",
            photo().substring(0, photo().indexOf('?')),
            rig.base() + "/media/x/y?type=photo&expires=1&signature=a",
            rig.base() + "/media/" + MediaRig.STREAM + "/aHR0cHM6Ly8x?type=photo&expires=99999999999&signature=AAAA"
        }) {
            isProblem(rig.get(link), 403, "link-forged");
        }
        assertThat(rig.host.asked).isEmpty();
    }

    @Test
    void anOldLinkHasExpired() throws Exception {
        rig.now = MediaRig.NOW.plusSeconds(60);

        isProblem(rig.get(photo()), 410, "link-expired");
        assertThat(rig.host.asked).isEmpty();
    }

    @Test
    void evenASignedLinkLeadsOnlyToTheHostsThatMayBeAsked() throws Exception {
        try (FakeMediaHost elsewhere = new FakeMediaHost()) {
            isProblem(rig.get(rig.elsewhere(MediaType.PHOTO, elsewhere.url() + "/a.jpg")), 403, "host-refused");
            isProblem(rig.get(rig.link(MediaType.PHOTO, "/video/../control/keys")), 403, "host-refused");
            assertThat(elsewhere.asked).isEmpty();
            assertThat(rig.host.asked).isEmpty();
        }
    }

    @Test
    void theChannelDecides() throws Exception {
        rig.host.has("video/mp4", FILE);
        rig.channel(ChannelStatus.CONFIGURED, null);
        isProblem(rig.get(photo()), 409, "channel-without-keys");
        assertThat(rig.get(video()).statusCode()).as("needs no keys").isEqualTo(200);

        rig.channel(ChannelStatus.ENABLED, "sealed");
        rig.keysetFits = false;
        isProblem(rig.get(photo()), 503, "channel-unreadable");

        rig.channel(ChannelStatus.DISABLED, "sealed");
        isProblem(rig.get(photo()), 410, "channel-disabled");

        rig.channels.clear();
        isProblem(rig.get(photo()), 404, "unknown-channel");

        rig.channelsKnown = false;
        isProblem(rig.get(photo()), 503, "not-ready");
    }

    @Test
    void everythingElseIsAProblemToo() throws Exception {
        isProblem(rig.get(rig.base() + "/"), 404, "not-found");
        isProblem(rig.get(rig.base() + "/media"), 404, "not-found");
        isProblem(rig.send("POST", photo()), 405, "method-not-allowed");
        isProblem(rig.send("DELETE", photo()), 405, "method-not-allowed");
        isProblem(rig.get(photo(), "X-Long", "a".repeat(20_000)), 431, "bad-request");
    }

    private String photo() {
        return rig.link(MediaType.PHOTO, MediaRig.PHOTO);
    }

    private String video() {
        return rig.link(MediaType.VIDEO, MediaRig.VIDEO);
    }

    private static void isProblem(HttpResponse<byte[]> answer, int status, String code) throws IOException {
        String body = new String(answer.body(), UTF_8);
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(header(answer, "content-type")).startsWith("application/problem+json");
        assertThat(Json.MAPPER.readTree(body).path("code").asText()).isEqualTo(code);
        assertThat(body).doesNotContain(MediaRig.SECRETS.toArray(String[]::new));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
