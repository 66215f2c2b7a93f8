package io.channeladapter.sandbox.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.channeladapter.common.channel.StreamId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The attacks, each as strong as one machine that is no botnet would make it. */
final class Attacks {
    private static final String ONE = "203.0.113.5";
    private static final String FORGED = "sha256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final byte[] SMALL = new byte[1_500];
    private static final byte[] LARGE = new byte[512 << 10];
    private static final byte[] NOTHING = {};
    /** Passed over between requests: what was closed is noticed by it. */
    private static final byte[] LINE_END = bytes("\r\n");

    private static final int LARGE_PER_SECOND = 50;
    private static final int SLOW = 1_000;
    private static final int IDLE = 10_000;
    private static final List<String> TRICKS = List.of(
            "/webhooks/twitter/x/%2e%2e/",
            "/webhooks/twitter//",
            "/webhooks/twitter;a=b/",
            "/webhooks/twitter/%73t-/",
            "/webhooks/twitter%2f",
            "/webhooks/twitter/%00",
            "/../../",
            "/webhooks/twitter/" + "a".repeat(4_000));

    private Attacks() {}

    static List<Attack> on(Front front, int perSecond) {
        String path = front.path();
        return List.of(
                new Attack.Flood("bad signatures, one source", perSecond, _ -> forged(path, ONE, SMALL)),
                new Attack.Flood("bad signatures, many sources", perSecond, _ -> forged(path, Attack.anyone(), SMALL)),
                new Attack.Flood(
                        "bad signatures, 512 KiB, many sources",
                        LARGE_PER_SECOND,
                        _ -> forged(path, Attack.anyone(), LARGE)),
                new Attack.Flood("unknown channels", perSecond, n -> forged(unknown(n), ONE, SMALL)),
                new Attack.Flood(
                        "challenges", perSecond, n -> get(path + "?crc_token=abcdefghijklmnop" + n + "&nonce=1")),
                new Attack.Flood("path tricks", perSecond, n -> forged(TRICKS.get(n % TRICKS.size()), ONE, NOTHING)),
                new Attack.Flood("huge headers", perSecond / 4, _ -> bytes(hugeHeaders(path))),
                new Attack.Flood("compressed bombs", perSecond, _ -> bytes(bomb(path))),
                hold("slow headers", SLOW, bytes("POST " + path + " HTTP/1.1\r\nHost: x\r\n"), bytes("X: y\r\n")),
                hold("slow bodies", SLOW, bytes(Front.head(path, ONE, FORGED, SMALL.length)), bytes("x")),
                hold(
                        "slow large bodies",
                        SLOW,
                        RawHttp.request(Front.head(path, ONE, FORGED, LARGE.length), new byte[60 << 10]),
                        bytes("x")),
                new Attack.Hold("10,000 idle connections", IDLE, _ -> NOTHING, _ -> LINE_END, Duration.ofSeconds(5)));
    }

    private static Attack hold(String name, int connections, byte[] start, byte[] drop) {
        return new Attack.Hold(name, connections, _ -> start, _ -> drop, Duration.ofMillis(500));
    }

    private static byte[] forged(String path, String from, byte[] body) {
        return RawHttp.request(Front.head(path, from, FORGED, body.length), body);
    }

    private static String unknown(int number) {
        return "/webhooks/twitter/" + StreamId.of(new UUID(0x7777_7777_7777_4000L, 0x8000_0000_0000_0000L | number));
    }

    private static byte[] get(String path) {
        return bytes("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + Front.FORWARDED + ONE + "\r\n\r\n");
    }

    private static String hugeHeaders(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(60_000) + "\r\n\r\n";
    }

    private static String bomb(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + Front.FORWARDED + ONE
                + "\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nx-twitter-webhooks-signature: " + FORGED
                + "\r\n\r\n5\r\naaaaa\r\n0\r\n\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
