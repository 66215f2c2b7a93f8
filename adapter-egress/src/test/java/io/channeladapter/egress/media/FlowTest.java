package io.channeladapter.egress.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.media.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How files flow: a little at a time, as fast as they are read, so many at once, and not for ever. */
class FlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long HUGE = 400L << 20;
    private static final MediaLimits ROOMY =
            new MediaLimits(HUGE, 4, 2, Duration.ofSeconds(10), Duration.ofSeconds(60));

    @Test
    void aHugeFilePassesThroughALittleMemory() throws Exception {
        try (MediaRig rig = new MediaRig(ROOMY)) {
            AtomicLong written = new AtomicLong();
            rig.host.replies(exchange -> pour(exchange, HUGE, written));
            HttpResponse<InputStream> answer = rig.open(rig.link(MediaType.VIDEO, MediaRig.VIDEO));

            // Nobody reads: what comes from Twitter stops when the buffers of the connections are full.
            AtomicLong before = new AtomicLong(-1);
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> before.getAndSet(written.get()) == written.get());
            assertThat(written.get()).isLessThan(HUGE / 4);

            try (InputStream body = answer.body()) {
                long read = 0;
                byte[] piece = new byte[1 << 16];
                for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
                    read += n;
                }
                assertThat(read).isEqualTo(HUGE);
            }
        }
    }

    @Test
    void aBotThatGoesAwayEndsTheDownload() throws Exception {
        try (MediaRig rig = new MediaRig(ROOMY)) {
            AtomicBoolean cut = new AtomicBoolean();
            rig.host.replies(exchange -> {
                try {
                    pour(exchange, HUGE, new AtomicLong());
                } catch (IOException e) {
                    cut.set(true);
                }
            });

            rig.open(rig.link(MediaType.VIDEO, MediaRig.VIDEO)).body().close();

            await().atMost(LIMIT).untilTrue(cut);
            await().atMost(LIMIT).until(() -> rig.underWay() == 0);
            rig.awaitCount("cut-by-bot", 1);
        }
    }

    @Test
    void aFileThatBreaksOffIsNotTakenForTheWhole() throws Exception {
        try (MediaRig rig = new MediaRig()) {
            rig.host.replies(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "video/mp4");
                exchange.sendResponseHeaders(200, 100_000);
                exchange.getResponseBody().write(new byte[50_000]);
                exchange.getResponseBody().flush();
                throw new IOException("cut");
            });

            assertThatThrownBy(() -> rig.get(rig.link(MediaType.VIDEO, MediaRig.VIDEO)))
                    .isInstanceOf(IOException.class);
            rig.awaitCount("cut-by-twitter", 1);
            await().atMost(LIMIT).until(() -> rig.underWay() == 0);
        }
    }

    @Test
    void aFileThatStandsStillIsGivenUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (MediaRig rig =
                new MediaRig(new MediaLimits(1_000_000, 4, 2, Duration.ofMillis(500), Duration.ofSeconds(60)))) {
            rig.host.replies(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "video/mp4");
                exchange.sendResponseHeaders(200, 100_000);
                exchange.getResponseBody().write(new byte[10]);
                exchange.getResponseBody().flush();
                end.await();
            });

            assertThatThrownBy(() -> rig.get(rig.link(MediaType.VIDEO, MediaRig.VIDEO)))
                    .isInstanceOf(IOException.class);
            rig.awaitCount("cut-by-twitter", 1);
        } finally {
            end.countDown();
        }
    }

    @Test
    void aSilentTwitterIsNotWaitedForLong() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (MediaRig rig =
                new MediaRig(new MediaLimits(1_000_000, 4, 2, Duration.ofMillis(300), Duration.ofSeconds(60)))) {
            rig.host.replies(exchange -> end.await());

            assertThat(rig.get(rig.link(MediaType.VIDEO, MediaRig.VIDEO)).statusCode())
                    .isEqualTo(504);
        } finally {
            end.countDown();
        }
    }

    @Test
    void aTwitterThatIsAwayIsTold() throws Exception {
        try (MediaRig rig = new MediaRig()) {
            rig.host.close();

            assertThat(rig.get(rig.link(MediaType.VIDEO, MediaRig.VIDEO)).statusCode())
                    .isEqualTo(502);
        }
    }

    @Test
    void noMoreThanSoManyAreUnderWay() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (MediaRig rig = new MediaRig(new MediaLimits(1_000_000, 3, 2, Duration.ofSeconds(10), LIMIT))) {
            StreamId other = new StreamId("st-00000000-0000-0000-0000-000000000002");
            Channel channel = rig.channels.get(MediaRig.STREAM);
            assertThat(channel).isNotNull();
            rig.channels.put(other, channel);
            rig.host.replies(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "video/mp4");
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write(new byte[10]);
                exchange.getResponseBody().flush();
                end.await();
                exchange.getResponseBody().write(new byte[90]);
            });
            String link = rig.link(MediaType.VIDEO, MediaRig.VIDEO);
            String ofOther = rig.link(MediaType.VIDEO, MediaRig.VIDEO, other);

            List<HttpResponse<InputStream>> open = new ArrayList<>();
            open.add(rig.open(link));
            open.add(rig.open(link));
            HttpResponse<byte[]> third = rig.get(link);
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("retry-after")).isPresent();
            open.add(rig.open(ofOther));
            HttpResponse<byte[]> fourth = rig.get(ofOther);
            assertThat(fourth.statusCode()).isEqualTo(503);
            assertThat(fourth.headers().firstValue("retry-after")).isPresent();

            end.countDown();
            for (HttpResponse<InputStream> answer : open) {
                assertThat(answer.body().readAllBytes()).hasSize(100);
            }
            await().atMost(LIMIT).until(() -> rig.underWay() == 0);
            assertThat(rig.get(link).statusCode()).isEqualTo(200);
        } finally {
            end.countDown();
        }
    }

    @Test
    void aDownloadUnderWayEndsBeforeTheServerCloses() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (MediaRig rig = new MediaRig()) {
            rig.host.replies(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "video/mp4");
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write(new byte[10]);
                exchange.getResponseBody().flush();
                end.await();
                exchange.getResponseBody().write(new byte[90]);
            });
            HttpResponse<InputStream> answer = rig.open(rig.link(MediaType.VIDEO, MediaRig.VIDEO));
            Thread closing = Thread.ofVirtual().start(rig::closeServer);
            end.countDown();

            assertThat(answer.body().readAllBytes()).hasSize(100);
            closing.join();
        }
    }

    private static void pour(HttpExchange exchange, long length, AtomicLong written) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "video/mp4");
        exchange.sendResponseHeaders(200, length);
        byte[] piece = new byte[1 << 16];
        OutputStream body = exchange.getResponseBody();
        for (long left = length; left > 0; left -= piece.length) {
            body.write(piece);
            written.addAndGet(piece.length);
        }
    }
}
