package io.channeladapter.egress.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.media.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that nobody would write on purpose, from a seed. */
class FuzzTest {
    private static final int ROUNDS = 1_500;
    private static final String[] PIECES = {
        "%00",
        "%",
        "%zz",
        "%2e%2e/",
        "../",
        "//",
        "\\",
        "?",
        "&",
        "=",
        "#",
        ";",
        "%ff",
        "\u00e9",
        "A",
        "-",
        "_",
        "%0d%0a",
        "type=photo",
        "&signature=",
        "&expires=-1",
        "&expires=99999999999999999999",
        "@",
        ":",
        "[",
        "{",
        "\"",
        "'",
        "%25"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 20261123})
    void noRequestMeetsAnErrorAndNoneIsPassedOn(long seed) throws Exception {
        Random random = new Random(seed);
        try (MediaRig rig = new MediaRig()) {
            rig.host.has("image/jpeg", new byte[10]);
            URI link = URI.create(rig.link(MediaType.PHOTO, MediaRig.PHOTO));
            String target = link.getRawPath() + "?" + link.getRawQuery();
            for (int round = 0; round < ROUNDS; round++) {
                String mutated = mutated(target, random);
                String status = ask(rig.base(), "GET " + mutated + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                assertThat(status)
                        .as("seed %d, round %d: %s", seed, round, mutated)
                        .matches("HTTP/1.1 (200|400|403|404|410|414) .*");
                if (status.startsWith("HTTP/1.1 200")) {
                    assertThat(rig.host.asked.getLast().address()).isEqualTo(MediaRig.PHOTO);
                }
            }
        }
    }

    @Test
    void anUntouchedRequestIsAnswered() throws Exception {
        try (MediaRig rig = new MediaRig()) {
            rig.host.has("image/jpeg", new byte[10]);
            URI link = URI.create(rig.link(MediaType.PHOTO, MediaRig.PHOTO));

            assertThat(ask(
                            rig.base(),
                            "GET " + link.getRawPath() + "?" + link.getRawQuery()
                                    + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    private static String mutated(String target, Random random) {
        StringBuilder text = new StringBuilder(target);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = 1 + random.nextInt(text.length() - 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.setCharAt(at, (char) (33 + random.nextInt(222)));
                default -> text.delete(at, Math.min(text.length(), at + random.nextInt(30)));
            }
            if (text.length() < 3) {
                return text.toString();
            }
        }
        return text.toString();
    }

    private static String ask(URI server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("nothing");
        }
    }
}
