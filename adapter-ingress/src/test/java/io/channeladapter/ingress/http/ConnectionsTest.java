package io.channeladapter.ingress.http;

import static io.channeladapter.ingress.http.IngressHarness.CHANNEL;
import static io.channeladapter.ingress.http.IngressHarness.sign;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.ingress.limit.Rate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Pattern STATUS = Pattern.compile("HTTP/1.1 ([0-9]+)");
    private static final byte[] BODY = "{\"for_user_id\":\"42\"}".getBytes(UTF_8);
    private static final String HEAD = "POST /webhooks/twitter/" + CHANNEL + " HTTP/1.1\r\nHost: x\r\n"
            + "x-twitter-webhooks-signature: " + sign(BODY) + "\r\n";
    private static final String GOOD = HEAD + "Content-Length: " + BODY.length + "\r\n\r\n" + new String(BODY, UTF_8);

    @Test
    void thoseWhoHoldManyConnectionsLockNobodyOut() throws Exception {
        try (IngressHarness ingress = harness(Duration.ofMinutes(5), LONG);
                Socket early = open(ingress)) {
            assertThat(answer(early, GOOD)).contains(" 200 ");
            List<Socket> idle = new ArrayList<>();
            for (int n = 0; n < 400; n++) {
                Socket socket = open(ingress);
                idle.add(socket);
                if (n % 2 == 0) {
                    send(socket, "POST /webhooks"); // half a request
                }
            }

            try (Socket late = open(ingress)) {
                assertThat(answer(late, GOOD)).contains(" 200 ");
            }
            assertThat(answer(early, GOOD)).as("by a connection that is known").contains(" 200 ");
            await("some gave way").atMost(LONG).until(() -> closed(idle) > 250);
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void oneThatBringsNoWholeRequestIsClosedHoweverLittleItPauses() throws Exception {
        try (IngressHarness ingress = harness(Duration.ofMillis(300), LONG);
                Socket slow = open(ingress)) {
            send(slow, "POST /webhooks/twitter/" + CHANNEL + " HTTP/1.1\r\n");
            await("closed").atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> {
                try {
                    send(slow, "X: a\r\n");
                } catch (IOException e) {
                    return true;
                }
                return closed(List.of(slow)) == 1;
            });
        }
    }

    @Test
    void bodyThatComesTooSlowlyIsRefusedInTime() throws Exception {
        try (IngressHarness ingress = harness(Duration.ofMinutes(5), Duration.ofMillis(300));
                Socket slow = open(ingress)) {
            send(slow, HEAD + "Content-Length: 1000\r\n\r\n");
            await("answered").atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> {
                send(slow, "x");
                return slow.getInputStream().available() > 0;
            });
            assertThat(statusLine(slow)).contains(" 400 ");
        }
    }

    @Test
    void bodyThatStopsIsRefusedToo() throws Exception {
        try (IngressHarness ingress = harness(Duration.ofMinutes(5), LONG);
                Socket slow = open(ingress)) {
            assertThat(answer(slow, HEAD + "Content-Length: 1000\r\n\r\n{")).contains(" 400 ");
        }
    }

    @Test
    void requestsInOneBreathAreAnsweredEachInTheirOrder() throws Exception {
        String forged = GOOD.replace("sha256=", "sha256=x");
        try (IngressHarness ingress = harness(Duration.ofMinutes(5), LONG);
                Socket socket = open(ingress)) {
            send(socket, GOOD + forged + GOOD.replace("Host: x\r\n", "Host: x\r\nConnection: close\r\n"));
            String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(STATUS.matcher(all).results().map(found -> found.group(1)))
                    .containsExactly("200", "401", "200");
        }
    }

    @Test
    void bodyOfExactlyTheLargestSizeIsTaken() throws Exception {
        try (IngressHarness ingress = new IngressHarness()) {
            byte[] largest = ("{" + "x".repeat(IngressHarness.MAX_BODY - 1)).getBytes(UTF_8);
            assertThat(ingress.send(ingress.signed(CHANNEL, largest)).statusCode())
                    .isEqualTo(200);
            assertThat(ingress.send(ingress.chunked(largest)).statusCode()).isEqualTo(200);
        }
    }

    private static IngressHarness harness(Duration patience, Duration ackTimeout) throws IOException {
        return new IngressHarness(new Rate(1_000, 1_000), ackTimeout, new ConnectionLimits(100, patience));
    }

    private static Socket open(IngressHarness ingress) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port());
        socket.setSoTimeout((int) LONG.toMillis());
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Status line of the answer; the rest of it, whose length it tells, is read away. */
    private static String answer(Socket socket, String request) throws IOException {
        send(socket, request);
        String line = statusLine(socket);
        int length = 0;
        for (String header = line(socket); !header.isEmpty(); header = line(socket)) {
            if (header.startsWith("Content-Length: ")) {
                length = Integer.parseInt(header.substring("Content-Length: ".length()));
            }
        }
        assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
        return line;
    }

    private static String statusLine(Socket socket) throws IOException {
        return line(socket);
    }

    private static String line(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** How many of them the other side closed. */
    private static long closed(List<Socket> sockets) throws IOException {
        long closed = 0;
        for (Socket socket : sockets) {
            socket.setSoTimeout(1);
            try {
                closed += socket.getInputStream().read() < 0 ? 1 : 0;
            } catch (java.net.SocketTimeoutException e) {
                // still open
            } catch (IOException e) {
                closed++;
            }
            socket.setSoTimeout((int) LONG.toMillis());
        }
        return closed;
    }
}
