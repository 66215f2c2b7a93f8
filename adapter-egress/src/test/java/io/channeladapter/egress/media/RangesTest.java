package io.channeladapter.egress.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.media.MediaType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangesTest {
    private static final byte[] FILE = "0123456789".getBytes(UTF_8);

    private MediaRig rig;
    private String link;

    @BeforeEach
    void start() throws IOException {
        rig = new MediaRig();
        link = rig.link(MediaType.VIDEO, MediaRig.VIDEO);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-, 0123456789, bytes 0-9/10",
        "bytes=3-5, 345, bytes 3-5/10",
        "bytes=8-99, 89, bytes 8-9/10",
        "bytes=-4, 6789, bytes 6-9/10"
    })
    void aPartIsGivenWhetherTwitterKnowsRangesOrNot(String range, String part, String contentRange) throws Exception {
        rig.host.has("video/mp4", FILE);
        isPart(rig.get(link, "Range", range), part, contentRange);
        assertThat(rig.host.asked.getLast().range()).isEqualTo(range);

        knowsRanges();
        isPart(rig.get(link, "Range", range), part, contentRange);
    }

    @Test
    void aRangeBehindTheEndIsRefusedWithTheLength() throws Exception {
        rig.host.has("video/mp4", FILE);
        HttpResponse<byte[]> answer = rig.get(link, "Range", "bytes=10-");
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("content-range")).contains("bytes */10");

        rig.host.refuses(416, "Content-Range", "bytes */10");
        answer = rig.get(link, "Range", "bytes=10-");
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("content-range")).contains("bytes */10");
        rig.awaitCount("range-refused", 2);
    }

    @Test
    void ofSeveralRangesTheWholeIsGiven() throws Exception {
        knowsRanges();

        HttpResponse<byte[]> answer = rig.get(link, "Range", "bytes=0-1,4-5");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FILE);
        assertThat(rig.host.asked.getLast().range()).isNull();
    }

    @Test
    void aPartOfAnotherEditionOfTheFileIsNotGiven() throws Exception {
        rig.host.has("video/mp4", FILE, "ETag", "\"new\"");

        assertThat(rig.get(link, "Range", "bytes=3-5", "If-Range", "\"old\"").statusCode())
                .isEqualTo(200);
        assertThat(rig.get(link, "Range", "bytes=3-5", "If-Range", "\"new\"").statusCode())
                .isEqualTo(206);
        assertThat(rig.get(link, "Range", "bytes=3-5", "If-Range", "Mon, 23 Nov 2026 10:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=3-5, bytes 2-5/10",
        "bytes=3-5, bytes 3-6/10",
        "bytes=-2, bytes 0-1/10",
        "bytes=3-5, bytes 5-3/10",
        "bytes=3-5, nonsense"
    })
    void aPartThatWasNotAskedForIsNotGiven(String range, String given) throws Exception {
        rig.host.replies(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "video/mp4");
            exchange.getResponseHeaders().set("Content-Range", given);
            exchange.sendResponseHeaders(206, 3);
            exchange.getResponseBody().write(FILE, 3, 3);
        });

        assertThat(rig.get(link, "Range", range).statusCode()).isEqualTo(502);
    }

    private void knowsRanges() {
        rig.host.replies(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "video/mp4");
            var range = ByteRange.parse(exchange.getRequestHeaders().getFirst("Range"));
            if (range.isEmpty()) {
                exchange.sendResponseHeaders(200, FILE.length);
                exchange.getResponseBody().write(FILE);
                return;
            }
            ByteRange.Slice slice = range.get().in(FILE.length).orElseThrow();
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + slice.first() + "-" + slice.last() + "/" + FILE.length);
            exchange.sendResponseHeaders(206, slice.length());
            exchange.getResponseBody().write(Arrays.copyOfRange(FILE, (int) slice.first(), (int) slice.last() + 1));
        });
    }

    private static void isPart(HttpResponse<byte[]> answer, String part, String contentRange) {
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo(part);
        assertThat(answer.headers().firstValue("content-range")).contains(contentRange);
        assertThat(answer.headers().firstValue("content-length")).contains(String.valueOf(part.length()));
    }
}
