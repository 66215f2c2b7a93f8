package io.channeladapter.ingress.http;

import static io.channeladapter.ingress.http.IngressHarness.CHANNEL;
import static io.channeladapter.ingress.http.IngressHarness.sign;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an attacker sends, byte for byte, and what it gets; a genuine webhook beside it is taken. */
class AttackTableTest {
    private static final String PATH = "/webhooks/twitter/" + CHANNEL;
    private static final byte[] BODY = "{\"for_user_id\":\"42\"}".getBytes(UTF_8);
    private static final String SIGNED = "x-twitter-webhooks-signature: " + sign(BODY) + "\r\n";
    private static final String FORGED = "x-twitter-webhooks-signature: sha256=forged\r\n";
    private static final String TEXT = new String(BODY, UTF_8);
    private static final String LENGTH = "Content-Length: " + BODY.length + "\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String IN_CHUNKS = Integer.toHexString(BODY.length) + "\r\n" + TEXT + "\r\n0\r\n\r\n";

    private IngressHarness ingress;

    @BeforeEach
    void start() throws IOException {
        ingress = new IngressHarness();
    }

    @AfterEach
    void stop() {
        ingress.close();
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                // signatures and channels
                row("forged signature", post(PATH, FORGED + LENGTH, TEXT), 401),
                row("no signature", post(PATH, LENGTH, TEXT), 401),
                row("no signature and no body", post(PATH, "Content-Length: 999\r\n", ""), 401),
                row(
                        "signature of another case",
                        post(PATH, SIGNED.toLowerCase(java.util.Locale.ROOT) + LENGTH, TEXT),
                        401),
                row("two signatures, the first forged", post(PATH, FORGED + SIGNED + LENGTH, TEXT), 401),
                row("unknown channel", post("/webhooks/twitter/" + IngressHarness.UNKNOWN, SIGNED + LENGTH, TEXT), 404),
                row(
                        "unknown channel, endless body",
                        post("/webhooks/twitter/" + IngressHarness.UNKNOWN, SIGNED + CHUNKED, "ffffff\r\n"),
                        404),
                // spellings of the path
                row("dots encoded", post("/webhooks/twitter/x/%2e%2e/" + CHANNEL, SIGNED + LENGTH, TEXT), 404),
                row("dots", post("/webhooks/twitter/x/../" + CHANNEL, SIGNED + LENGTH, TEXT), 404),
                row("dots above the root", post("/../../etc/passwd", SIGNED + LENGTH, TEXT), 400),
                row("slash doubled", post("/webhooks/twitter//" + CHANNEL, SIGNED + LENGTH, TEXT), 404),
                row("slash at the front doubled", post("/" + PATH, SIGNED + LENGTH, TEXT), 404),
                row("slash at the end", post(PATH + "/", SIGNED + LENGTH, TEXT), 404),
                row("slash encoded", post("/webhooks/twitter%2f" + CHANNEL, SIGNED + LENGTH, TEXT), 404),
                row("backslash", post("/webhooks\\twitter\\" + CHANNEL, SIGNED + LENGTH, TEXT), 400),
                row("parameter", post(PATH + ";a=b", SIGNED + LENGTH, TEXT), 404),
                row("parameter in the middle", post("/webhooks/twitter;a=b/" + CHANNEL, SIGNED + LENGTH, TEXT), 404),
                row(
                        "letter encoded",
                        post("/webhooks/twitter/%73" + CHANNEL.value().substring(1), SIGNED + LENGTH, TEXT),
                        404),
                row("capitals", post(PATH.toUpperCase(java.util.Locale.ROOT), SIGNED + LENGTH, TEXT), 404),
                row("zero byte encoded", post(PATH + "%00", SIGNED + LENGTH, TEXT), 400),
                row("zero byte", post(PATH + "\0", SIGNED + LENGTH, TEXT), 400),
                row("encoding of another kind", post(PATH + "%u002e", SIGNED + LENGTH, TEXT), 404),
                row("broken encoding", post(PATH + "%zz", SIGNED + LENGTH, TEXT), 400),
                row("half an encoding", post(PATH + "%", SIGNED + LENGTH, TEXT), 400),
                row("wrong UTF-8", post(PATH + "%ff%fe", SIGNED + LENGTH, TEXT), 400),
                row("fragment", post(PATH + "#x", SIGNED + LENGTH, TEXT), 404),
                row("very long", post(PATH + "a".repeat(7_000), SIGNED + LENGTH, TEXT), 404),
                row("too long", post(PATH + "a".repeat(9_000), SIGNED + LENGTH, TEXT), 414),
                row("no path", "POST  HTTP/1.1\r\nHost: x\r\n\r\n", 505),
                row("no slash", post("webhooks", SIGNED + LENGTH, TEXT), 400),
                row("whole address", post("http://evil.example" + PATH, FORGED + LENGTH, TEXT), 400),
                // methods
                row("PUT", request("PUT", PATH, SIGNED + LENGTH, TEXT), 405),
                row("OPTIONS", request("OPTIONS", PATH, "", ""), 405),
                row("OPTIONS of all", request("OPTIONS", "*", "", ""), 404),
                row("TRACE", request("TRACE", PATH, "", ""), 405),
                row("CONNECT", request("CONNECT", "evil.example:443", "", ""), 400),
                row("invented method", request("BREW", PATH, "", ""), 405),
                row("method in small letters", request("post", PATH, SIGNED + LENGTH, TEXT), 405),
                row("very long method", request("A".repeat(9_000), PATH, "", ""), 431),
                // headers
                row("one huge header", post(PATH, "X: " + "a".repeat(20_000) + "\r\n", ""), 431),
                row("very many headers", post(PATH, "X: a\r\n".repeat(5_000), ""), 431),
                row("no Host", "POST " + PATH + " HTTP/1.1\r\n\r\n", 400),
                row("two Hosts", post(PATH, "Host: y\r\n" + SIGNED + LENGTH, TEXT), 400),
                row("space before the colon", post(PATH, "X : a\r\n" + SIGNED + LENGTH, TEXT), 400),
                row("folded header", post(PATH, "X: a\r\n b\r\n" + SIGNED + LENGTH, TEXT), 400),
                row("header without a name", post(PATH, ": a\r\n" + SIGNED + LENGTH, TEXT), 400),
                row("zero byte in a header", post(PATH, "X: a\0b\r\n" + SIGNED + LENGTH, TEXT), 400),
                row("line ends without CR", "POST " + PATH + " HTTP/1.1\nHost: x\n\n", 400),
                row("CR alone", "POST " + PATH + " HTTP/1.1\rHost: x\r\r", 400),
                row(
                        "letters above ASCII in the signature",
                        post(PATH, "x-twitter-webhooks-signature: sha256=\u00ff\r\n" + LENGTH, TEXT),
                        401),
                row("cookies", post(PATH, "Cookie: $Version=1; a=\"b; c=d\r\n" + FORGED + LENGTH, TEXT), 401),
                // versions
                row("HTTP/0.9", "GET " + PATH + "\r\n\r\n", 505),
                row("HTTP/2 straight away", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 426),
                row("HTTP/3.0", "POST " + PATH + " HTTP/3.0\r\nHost: x\r\n\r\n", 505),
                row("no HTTP", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", 400),
                row(
                        "upgrade to HTTP/2",
                        post(
                                PATH,
                                "Connection: Upgrade, HTTP2-Settings\r\n"
                                        + "Upgrade: h2c\r\n"
                                        + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n"
                                        + FORGED + LENGTH,
                                TEXT),
                        401),
                row(
                        "upgrade to a web socket",
                        request(
                                "GET",
                                PATH,
                                String.join(
                                        "\r\n",
                                        "Connection: Upgrade",
                                        "Upgrade: websocket",
                                        "Sec-WebSocket-Version: 13",
                                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                        ""),
                                ""),
                        404),
                // framing
                row("length and chunks", post(PATH, SIGNED + LENGTH + CHUNKED, IN_CHUNKS), 400),
                row("chunks and length", post(PATH, SIGNED + CHUNKED + LENGTH, IN_CHUNKS), 400),
                row("two lengths", post(PATH, SIGNED + LENGTH + "Content-Length: 5\r\n", TEXT), 400),
                row("two lengths in one", post(PATH, SIGNED + "Content-Length: 20, 5\r\n", TEXT), 400),
                row("negative length", post(PATH, SIGNED + "Content-Length: -1\r\n", TEXT), 400),
                row("length with a plus", post(PATH, SIGNED + "Content-Length: +20\r\n", TEXT), 400),
                row("length in hex", post(PATH, SIGNED + "Content-Length: 0x14\r\n", TEXT), 400),
                row("length beyond all", post(PATH, SIGNED + "Content-Length: 99999999999999999999\r\n", TEXT), 400),
                row("length too large", post(PATH, SIGNED + "Content-Length: 999999999\r\n", ""), 413),
                row(
                        "chunks too large",
                        post(PATH, SIGNED + CHUNKED, "401\r\n" + "a".repeat(1_025) + "\r\n0\r\n\r\n"),
                        413),
                row("endless chunks", post(PATH, SIGNED + CHUNKED, "ffffff\r\n" + "a".repeat(5_000)), 413),
                row("very many small chunks", post(PATH, SIGNED + CHUNKED, "1\r\na\r\n".repeat(2_000)), 413),
                row("chunk of no size", post(PATH, SIGNED + CHUNKED, "x\r\n"), 400),
                row("chunk of a size beyond all", post(PATH, SIGNED + CHUNKED, "fffffffffffffffff\r\n"), 400),
                row("long chunk extension", post(PATH, SIGNED + CHUNKED, "1;" + "a".repeat(50_000) + "\r\na\r\n"), 400),
                row("chunked twice", post(PATH, SIGNED + "Transfer-Encoding: chunked, chunked\r\n", IN_CHUNKS), 400),
                row("chunked first", post(PATH, SIGNED + "Transfer-Encoding: chunked, gzip\r\n", IN_CHUNKS), 400),
                row(
                        "chunked of another spelling",
                        post(PATH, SIGNED + "Transfer-Encoding: xchunked\r\n", IN_CHUNKS),
                        400),
                row(
                        "compressed and chunked",
                        post(PATH, SIGNED + "Transfer-Encoding: gzip, chunked\r\n", IN_CHUNKS),
                        415),
                row(
                        "two transfer encodings",
                        post(PATH, SIGNED + "Transfer-Encoding: gzip\r\n" + CHUNKED, IN_CHUNKS),
                        415),
                row(
                        "compressed bomb",
                        post(PATH, SIGNED + "Content-Encoding: gzip\r\nContent-Length: 1000\r\n", "\u001f\u008b"),
                        415),
                row("bomb in bombs", post(PATH, SIGNED + "Content-Encoding: gzip, gzip, gzip\r\n" + LENGTH, TEXT), 415),
                row("trailers", post(PATH, FORGED + CHUNKED, "1\r\na\r\n0\r\nX: y\r\n\r\n"), 401),
                row(
                        "a body that is waited for",
                        post(PATH, "Expect: 100-continue\r\nContent-Length: 999999999\r\n", ""),
                        413),
                row("an invented expectation", post(PATH, "Expect: tea\r\n" + FORGED + LENGTH, TEXT), 417),
                // challenges
                row("challenge without a token", request("GET", PATH, "", ""), 400),
                row("challenge that is a body", request("GET", PATH + "?crc_token=%7B%22a%22:1%7D", "", ""), 400),
                row("challenge of wrong UTF-8", request("GET", PATH + "?crc_token=%ff%fe", "", ""), 400),
                row("challenge of a broken encoding", request("GET", PATH + "?crc_token=%zz", "", ""), 400),
                row("two tokens", request("GET", PATH + "?crc_token=a&crc_token=b", "", ""), 400),
                row("very many parameters", request("GET", PATH + "?" + "a&".repeat(3_000), "", ""), 400),
                row("challenge with a body", request("GET", PATH, "Content-Length: 999999999\r\n", ""), 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void eachAttackGetsItsAnswerAndAGenuineWebhookBesideItIsTaken(String name, String request, int status)
            throws Exception {
        String line = ingress.statusLine(request);
        assertThat(line).as(name).startsWith("HTTP/1.1 " + status);
        assertThat(ingress.publisher.asked()).isEmpty();
        assertThat(ingress.send(ingress.signed(CHANNEL, BODY)).statusCode()).isEqualTo(200);
        assertThat(ingress.publisher.asked()).hasSize(1);
    }

    private static Arguments row(String name, String request, int status) {
        return Arguments.of(name, request, status);
    }

    private static String post(String path, String headers, String body) {
        return request("POST", path, headers, body);
    }

    private static String request(String method, String path, String headers, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n"
                + new String(body.getBytes(ISO_8859_1), ISO_8859_1);
    }
}
