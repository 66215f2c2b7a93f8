package io.channeladapter.ingress.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/** Makes the bytes of HTTP requests that are nearly right, or not at all; the same for the same seed. */
final class RawRequests {
    private static final int LARGEST_RANDOM = 40;
    private static final List<String> METHODS = List.of(
            "POST", "POST", "POST", "POST", "GET", "GET", "PUT", "OPTIONS", "TRACE", "CONNECT", "BREW", "post", "");
    private static final List<String> VERSIONS =
            List.of("HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", "", "http/1.1");
    private static final List<String> PIECES = List.of(
            "/",
            "//",
            "/..",
            "/.",
            "%2e%2e",
            "%2f",
            "%5c",
            "\\",
            ";a=b",
            "%00",
            "%",
            "%zz",
            "%ff",
            "?",
            "#",
            "*",
            "@",
            ":",
            "webhooks",
            "twitter",
            "st-",
            "\u00e9",
            " ",
            "\t",
            "%c0%ae",
            "%u002e",
            "http://x",
            "[",
            "]",
            "|",
            "^",
            "`",
            "{",
            "}",
            "~",
            "+",
            "a".repeat(500));
    private static final List<String> QUERIES = List.of(
            "",
            "",
            "",
            "?crc_token=foo",
            "?crc_token=foo&nonce=1",
            "?crc_token=",
            "?crc_token",
            "?crc_token=%zz",
            "?crc_token=%ff%fe",
            "?crc_token=a&crc_token=b",
            "?&&&=&",
            "?crc_token=%7B%7D",
            "?a[]=b&%00=%00",
            "?" + "a=b&".repeat(300),
            "?crc_token=" + "a".repeat(300));
    private static final List<String> NAMES = List.of(
            "Host",
            "Content-Length",
            "Transfer-Encoding",
            "Content-Encoding",
            "Content-Type",
            "Connection",
            "Expect",
            "Upgrade",
            "Cookie",
            "X-Forwarded-For",
            "Forwarded",
            "traceparent",
            "tracestate",
            "replay-of",
            "Accept",
            "Accept-Encoding",
            "Range",
            "Trailer",
            "TE",
            "Authorization",
            "Origin",
            "x-twitter-webhooks-signature",
            "X",
            "",
            "X ",
            "\u00e9",
            "Keep-Alive",
            "HTTP2-Settings",
            "Date",
            "If-None-Match",
            "Content-Range",
            "Via",
            "Access-Control-Request-Method",
            "Sec-WebSocket-Key");
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "1",
            "-1",
            "5",
            "1024",
            "1025",
            "99999999999999999999",
            "chunked",
            "gzip",
            "gzip, chunked",
            "identity",
            "close",
            "keep-alive",
            "Upgrade",
            "h2c",
            "websocket",
            "100-continue",
            "x",
            "a=b; c=\"d",
            "203.0.113.5",
            "unknown",
            "for=\"[::1]\";proto=https",
            "[",
            "::",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-zz",
            "bytes=0-",
            "bytes=9-1",
            "application/json",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "text/plain; charset=nonsense",
            "\u00ff\u00fe",
            "a\u0000b",
            "a,b,,c",
            "*/*",
            "\"",
            "'",
            "\\",
            "%00",
            "1, 1",
            "0x5",
            "+5",
            "5 5",
            "b".repeat(700),
            "Mon, 23 Nov 2026 08:00:00 GMT",
            "999-999-999");

    private final Random random;

    RawRequests(long seed) {
        this.random = new Random(seed);
    }

    /** The bytes of one connection: a request or two, perhaps damaged. */
    byte[] next() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int requests = chance(5) ? 2 : 1;
        for (int i = 0; i < requests; i++) {
            all.writeBytes(request());
        }
        byte[] bytes = all.toByteArray();
        for (int i = chance(3) ? 1 + random.nextInt(4) : 0; i > 0; i--) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private byte[] request() {
        byte[] body = body();
        StringBuilder head = new StringBuilder();
        head.append(pick(METHODS))
                .append(chance(40) ? "" : " ")
                .append(target())
                .append(' ')
                .append(pick(VERSIONS));
        String end = chance(30) ? "\n" : "\r\n";
        head.append(end);
        if (!chance(15)) {
            head.append("Host: x").append(end);
        }
        boolean chunked = chance(4);
        if (!chance(6)) {
            head.append("x-twitter-webhooks-signature: ")
                    .append(chance(3) ? "sha256=" + pick(VALUES) : IngressHarness.sign(body))
                    .append(end);
        }
        if (chunked) {
            head.append("Transfer-Encoding: chunked").append(end);
        } else if (!chance(10)) {
            head.append("Content-Length: ")
                    .append(chance(12) ? random.nextInt(3_000) : body.length)
                    .append(end);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            head.append(pick(NAMES))
                    .append(chance(30) ? "" : ": ")
                    .append(chance(6) ? noise() : pick(VALUES))
                    .append(end);
        }
        head.append(end);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(ISO_8859_1));
        all.writeBytes(chunked ? inChunks(body) : body);
        return all.toByteArray();
    }

    private String target() {
        String target = "/webhooks/twitter/" + (chance(5) ? IngressHarness.UNKNOWN : IngressHarness.CHANNEL);
        for (int i = chance(3) ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            int at = random.nextInt(target.length() + 1);
            target = target.substring(0, at)
                    + pick(PIECES)
                    + target.substring(chance(2) ? at : Math.min(target.length(), at + 2));
        }
        return target + (chance(2) ? pick(QUERIES) : "");
    }

    private byte[] body() {
        return switch (random.nextInt(6)) {
            case 0 -> new byte[0];
            case 1 -> noise().getBytes(ISO_8859_1);
            case 2 ->
                "x".repeat(IngressHarness.MAX_BODY - 1 + random.nextInt(3)).getBytes(UTF_8);
            case 3 -> new byte[random.nextInt(20_000)];
            default -> "{\"for_user_id\":\"42\"}".getBytes(UTF_8);
        };
    }

    private byte[] inChunks(byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; ) {
            int size = Math.min(body.length - at, 1 + random.nextInt(3_000));
            String extension = chance(20) ? ";" + noise() : "";
            all.writeBytes((Integer.toHexString(size) + extension + "\r\n").getBytes(ISO_8859_1));
            all.write(body, at, size);
            all.writeBytes("\r\n".getBytes(ISO_8859_1));
            at += size;
        }
        all.writeBytes((chance(20) ? "0\r\nX: y\r\n\r\n" : "0\r\n\r\n").getBytes(ISO_8859_1));
        return all.toByteArray();
    }

    private byte[] damaged(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(Math.min(bytes.length, chance(2) ? 200 : bytes.length));
        int length = Math.min(bytes.length - at, 1 + random.nextInt(8));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, at);
        switch (random.nextInt(5)) {
            case 0 -> all.write(bytes, at + length, bytes.length - at - length); // cut out
            case 1 -> {} // cut off
            case 2 -> { // doubled
                all.write(bytes, at, length);
                all.write(bytes, at, bytes.length - at);
            }
            case 3 -> { // put in
                all.writeBytes(noise().getBytes(ISO_8859_1));
                all.write(bytes, at, bytes.length - at);
            }
            default -> { // changed
                all.write(random.nextInt(256));
                all.write(bytes, at + 1, bytes.length - at - 1);
            }
        }
        return all.toByteArray();
    }

    private String noise() {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(LARGEST_RANDOM); i > 0; i--) {
            noise.append((char) random.nextInt(256));
        }
        return noise.toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** True once in so many. */
    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
