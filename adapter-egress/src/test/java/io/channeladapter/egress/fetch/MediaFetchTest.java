package io.channeladapter.egress.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.media.MediaFormat;
import io.channeladapter.common.message.CheckedReply.MediaSource;
import io.channeladapter.egress.fetch.FetchConfig.Reach;
import io.channeladapter.egress.observe.AttachmentMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFetchTest {
    private static final StreamId CHANNEL = new StreamId("st-00000000-0000-0000-0000-000000000001");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long MOST = 1L << 20;

    private final Path folder;
    private final FakeHost host;
    private final List<Duration> pauses = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AttachmentMeters meters = new AttachmentMeters(registry);
    private final List<MediaFetch> fetches = new ArrayList<>();

    MediaFetchTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.host = new FakeHost();
    }

    @AfterEach
    void close() {
        fetches.forEach(MediaFetch::close);
        host.close();
    }

    @Test
    void aFileIsKeptOnDiskUntilItIsClosed() throws Exception {
        host.file("/a", FakeHost.PICTURE);

        FetchedMedia fetched = fetch(host.at("/a"));

        assertThat(fetched).isInstanceOf(FetchedMedia.Ready.class);
        try (FetchedMedia.Ready ready = (FetchedMedia.Ready) fetched) {
            assertThat(ready.file().format()).isEqualTo(MediaFormat.PNG);
            assertThat(ready.file().size()).isEqualTo(FakeHost.PICTURE.length);
            for (int again = 0; again < 2; again++) {
                try (InputStream bytes = ready.file().opening().open()) {
                    assertThat(bytes.readAllBytes()).isEqualTo(FakeHost.PICTURE);
                }
            }
            assertThat(onDisk()).hasSize(1);
        }
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void anAddressMayHoldAnyLetter() throws Exception {
        host.file("/größe/日.png", FakeHost.PICTURE);
        String location = new String("/größe/日.png".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        host.redirect("/a", location);

        for (String path : List.of("/größe/日.png", "/a")) {
            FetchedMedia fetched = fetch(host.at(path));

            assertThat(fetched).as(path).isInstanceOf(FetchedMedia.Ready.class);
            ended(fetched);
        }
    }

    @Test
    void aRedirectToAPortThatIsNoneIsRefused() throws Exception {
        host.redirect("/a", "http://media.example:65536/");

        assertThat(fetch(host.at("/a")))
                .isEqualTo(
                        new FetchedMedia.Refused(
                                FetchResult.BAD_ADDRESS,
                                "media.url: the address at media.example redirects to an address that names a port that is none"));
    }

    @Test
    void theRequestTellsNothingAndBringsNothing() throws Exception {
        host.page("/a", exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "a=b");
            exchange.getResponseHeaders().set("Location", "/b");
            exchange.sendResponseHeaders(302, -1);
        });
        host.file("/b", FakeHost.PICTURE);

        ended(fetch(host.at("/a")));

        assertThat(host.asked())
                .hasSize(2)
                .allSatisfy(headers -> assertThat(headers)
                        .containsEntry("Accept-encoding", List.of("identity"))
                        .doesNotContainKeys("Cookie", "Authorization", "Proxy-connection"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "10.0.0.7, private",
        "169.254.169.254, metadata of a cloud",
        "fd00::1, unique-local",
        "8.8.8.8 10.0.0.7, private"
    })
    void aNameThatLeadsInsideIsRefusedWithoutAConnection(String addresses, String why) throws Exception {
        host.name("inside.example", addresses).file("/a", FakeHost.PICTURE);

        assertThat(fetch(Reach.INTERNET, LONG, host.at("inside.example", "/a")))
                .isEqualTo(new FetchedMedia.Refused(
                        FetchResult.FORBIDDEN_ADDRESS,
                        "media.url: the address at inside.example leads to an address that is " + why));
        assertThat(host.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]"})
    void anAddressInPlaceOfANameIsCheckedToo(String address) throws Exception {
        host.file("/a", FakeHost.PICTURE);

        assertThat(fetch(Reach.INTERNET, LONG, host.at(address, "/a"))).isInstanceOf(FetchedMedia.Refused.class);
        assertThat(host.asked()).isEmpty();
    }

    @Test
    void theConnectionGoesToTheAddressesThatWereChecked() throws Exception {
        host.name("rebinding.example", "127.0.0.1", "169.254.169.254").file("/a", FakeHost.PICTURE);

        ended(fetch(host.at("rebinding.example", "/a")));

        assertThat(host.lookups()).containsExactly("rebinding.example");
        assertThat(fetch(host.at("rebinding.example", "/a"))).isInstanceOf(FetchedMedia.Refused.class);
        assertThat(host.asked()).hasSize(1);
    }

    @Test
    void everyRedirectIsCheckedAgain() throws Exception {
        host.name("cloud.example", "169.254.169.254")
                .file("/file", FakeHost.PICTURE)
                .redirect("/good", host.at("/file").toString())
                .redirect(
                        "/inside", host.at("cloud.example", "/latest/meta-data").toString())
                .redirect("/literal", "http://169.254.169.254/latest/meta-data")
                .redirect("/scheme", "file:///etc/passwd")
                .redirect("/user", "http://a:b@media.example/file")
                .redirect("/odd", "http://a b/")
                .redirect("/three", "/two")
                .redirect("/two", "/good")
                .redirect("/four", "/three")
                .page("/nowhere", exchange -> exchange.sendResponseHeaders(302, -1));

        ended(fetch(host.at("/good")));
        ended(fetch(host.at("/three")));
        assertThat(refusal("/four")).endsWith("redirects more than 3 times");
        assertThat(refusal("/inside"))
                .endsWith("redirects to an address that leads to an address that is metadata of a cloud");
        assertThat(refusal("/literal"))
                .endsWith("redirects to an address that leads to an address that is metadata of a cloud");
        assertThat(refusal("/scheme")).endsWith("redirects to an address that is not an http or https address");
        assertThat(refusal("/user")).endsWith("redirects to an address that holds a user or a password");
        assertThat(refusal("/odd")).endsWith("redirects to what is no address");
        assertThat(refusal("/nowhere")).endsWith("redirects to nowhere");
    }

    @Test
    void aFileThatTwitterDoesNotTakeIsRefused() throws Exception {
        host.file("/page", "<html><body>not a picture".getBytes(StandardCharsets.US_ASCII))
                .file("/empty", new byte[0])
                .status("/missing", 404)
                .status("/forbidden", 403)
                .page("/gzip", exchange -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(FakeHost.PICTURE);
                });

        assertThat(refusal("/page")).endsWith("gives no JPEG, PNG, GIF, WebP, MP4 or MOV");
        assertThat(refusal("/empty")).endsWith("gives an empty file");
        assertThat(refusal("/missing")).endsWith("answers with HTTP status 404");
        assertThat(refusal("/forbidden")).endsWith("answers with HTTP status 403");
        assertThat(refusal("/gzip")).endsWith("gives the file compressed, though that was not asked for");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aVideoThatLastsLongerThanTwitterTakesIsRefused() throws Exception {
        host.file("/longest", video(140_000)).file("/longer", video(141_000));

        ended(fetch(host.at("/longest")));
        assertThat(refusal("/longer")).endsWith("gives a video of 141 s; Twitter takes at most 140 s");
        assertThat(fromReply(video(200_000)))
                .isEqualTo(new FetchedMedia.Refused(
                        FetchResult.TOO_LONG, "media.base64: is a video of 200 s; Twitter takes at most 140 s"));
        assertThat(onDisk()).isEmpty();
    }

    private static byte[] video(int millis) {
        byte[] type = "ftypisom0000".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(56)
                .putInt(16)
                .put(type)
                .putInt(40)
                .put("moov".getBytes(StandardCharsets.US_ASCII))
                .putInt(32)
                .put("mvhd".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putLong(0)
                .putInt(1_000)
                .putInt(millis)
                .array();
    }

    @Test
    void whatIsTooLargeIsCutOff() throws Exception {
        host.file("/largest", Arrays.copyOf(FakeHost.PICTURE, (int) MOST))
                .file("/larger", Arrays.copyOf(FakeHost.PICTURE, (int) MOST + 1))
                .flood("/endless");

        ended(fetch(host.at("/largest")));
        assertThat(refusal("/larger")).endsWith("gives more than 1048576 bytes, the most that is taken of image/png");
        assertThat(refusal("/endless")).endsWith("gives more than 1048576 bytes, the most that is taken of image/png");
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void troubleThatPassesIsOvercome() throws Exception {
        List<Integer> left = new ArrayList<>(List.of(503, 429));
        host.page("/a", exchange -> {
            if (left.isEmpty()) {
                exchange.sendResponseHeaders(200, FakeHost.PICTURE.length);
                exchange.getResponseBody().write(FakeHost.PICTURE);
            } else {
                exchange.sendResponseHeaders(left.removeFirst(), -1);
            }
        });

        ended(fetch(host.at("/a")));

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    @Test
    void troubleThatStaysIsTold() throws Exception {
        host.status("/a", 502).page("/cut", exchange -> {});

        assertThat(fetch(host.at("/a")))
                .isEqualTo(new FetchedMedia.Unavailable(
                        FetchResult.HOST_IN_TROUBLE,
                        "media.url: the address at media.example answers with HTTP status 502"));
        assertThat(host.asked()).hasSize(3);
        assertThat(fetch(host.at("/cut"))).isInstanceOf(FetchedMedia.Unavailable.class);
        assertThat(fetch(host.at("unknown.example", "/a")))
                .isEqualTo(new FetchedMedia.Unavailable(
                        FetchResult.UNKNOWN_HOST,
                        "media.url: the address at unknown.example has a host whose name cannot be looked up"));
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUpInTime() throws Exception {
        host.standstill("/a");

        assertThat(fetch(Reach.INTERNAL_TOO, Duration.ofMillis(500), host.at("/a")))
                .isEqualTo(new FetchedMedia.Unavailable(
                        FetchResult.TIMED_OUT, "media.url: the address at media.example did not answer in time"));
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void bytesInAReplyAreAFile() throws Exception {
        assertThat(fromReply(FakeHost.PICTURE)).isInstanceOfSatisfying(FetchedMedia.Ready.class, ready -> {
            assertThat(ready.file().format()).isEqualTo(MediaFormat.PNG);
            assertThat(ready.file().size()).isEqualTo(FakeHost.PICTURE.length);
            ready.close();
        });
        assertThat(fromReply(new byte[3])).isInstanceOf(FetchedMedia.Refused.class);
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void bytesInRepliesLeaveMemoryForTheDiskAndOnlySomeAreInMemoryAtOnce() throws Exception {
        MediaFetch fetch = fetch(Reach.INTERNET, LONG);
        List<MediaOfReply> begun = new ArrayList<>();
        while (fetch.hasRoom()) {
            begun.add(fetch.begin(inReply(FakeHost.PICTURE)));
        }

        assertThat(begun).hasSize(16);
        begun.forEach(MediaOfReply::toDisk);
        assertThat(fetch.hasRoom()).isTrue();
        assertThat(onDisk()).hasSize(16);
        begun.forEach(MediaOfReply::close);
        assertThat(onDisk()).isEmpty();
        fetch.begin(inReply(FakeHost.PICTURE)).close();
        assertThat(fetch.hasRoom()).isTrue();
    }

    @Test
    void whatCameOfEachFileIsCountedWithItsBytesAndItsTime() throws Exception {
        host.file("/a", FakeHost.PICTURE).status("/gone", 404);

        ended(fetch(host.at("/a")));
        fetch(host.at("/gone"));
        fetch(Reach.INTERNET, LONG, host.at("127.0.0.1", "/a"));
        fromReply(new byte[3]);

        for (String outcome : List.of("ready", "refused-by-host", "forbidden-address", "not-media")) {
            assertThat(registry.get("egress.attachments.fetches")
                            .tag("outcome", outcome)
                            .counter()
                            .count())
                    .as(outcome)
                    .isEqualTo(1);
        }
        assertThat(registry.get("egress.attachments.fetch.bytes").counter().count())
                .isEqualTo(FakeHost.PICTURE.length);
        assertThat(registry.get("egress.attachments.fetch.latency").timer().count())
                .isEqualTo(3);
        assertThat(registry.get("egress.attachments.under-way").gauge().value()).isZero();
    }

    @Test
    void whatAKilledProcessLeftIsDeletedAtTheStart() throws Exception {
        Files.write(Files.createDirectories(folder.resolve("uploads")).resolve("media-left.tmp"), FakeHost.PICTURE);

        fetch(Reach.INTERNET, LONG);

        assertThat(onDisk()).isEmpty();
    }

    private FetchedMedia fromReply(byte[] bytes) throws Exception {
        MediaFetch fetch = fetch(Reach.INTERNET, LONG);
        try (MediaOfReply media = fetch.begin(inReply(bytes))) {
            media.toDisk();
            return fetch.fetch(CHANNEL, media);
        }
    }

    private static MediaSource inReply(byte[] bytes) {
        return new MediaSource(null, Base64.getEncoder().encodeToString(bytes));
    }

    private String refusal(String path) throws Exception {
        FetchedMedia fetched = fetch(host.at(path));
        assertThat(fetched).isInstanceOf(FetchedMedia.Refused.class);
        return ((FetchedMedia.Refused) fetched).detail();
    }

    private static void ended(FetchedMedia fetched) {
        assertThat(fetched).isInstanceOfSatisfying(FetchedMedia.Ready.class, FetchedMedia.Ready::close);
    }

    private FetchedMedia fetch(URI url) throws Exception {
        return fetch(Reach.INTERNAL_TOO, LONG, url);
    }

    private FetchedMedia fetch(Reach reach, Duration timeout, URI url) throws Exception {
        MediaFetch fetch = fetch(reach, timeout);
        try (MediaOfReply media = fetch.begin(new MediaSource(url, null))) {
            return fetch.fetch(CHANNEL, media);
        }
    }

    private MediaFetch fetch(Reach reach, Duration timeout) throws IOException {
        MediaFetch fetch = new MediaFetch(
                new FetchConfig(reach, MOST, timeout, 2, 1, folder.resolve("uploads")), meters, host, pauses::add);
        fetches.add(fetch);
        return fetch;
    }

    private List<Path> onDisk() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("uploads"))) {
            return files.toList();
        }
    }
}
