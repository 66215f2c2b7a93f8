package io.channeladapter.config.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResealCommandTest {
    private static final String TOKEN = "token-of-an-admin";

    private final Deque<String> answers = new ArrayDeque<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/api/reseal", exchange -> {
            boolean known =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                            && exchange.getRequestMethod().equals("POST");
            byte[] body = (known ? answers.pop() : "{\"detail\":\"Send a token.\"}").getBytes(UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void goesOnUntilNothingIsLeft() {
        answers.addAll(List.of(
                "{\"key\":\"77\",\"resealed\":5,\"already\":2,\"left\":3,\"failed\":0,\"failures\":[]}",
                "{\"key\":\"77\",\"resealed\":3,\"already\":7,\"left\":0,\"failed\":0,\"failures\":[]}"));

        assertThat(run(TOKEN)).isZero();

        assertThat(out.toString().lines().toList())
                .containsExactly(
                        "5 channels sealed anew, 3 to go",
                        "Sealed with key 77: 8 channels anew, 2 were already, 0 cannot be opened, 0 left");
    }

    @Test
    void namesWhatCannotBeOpened() {
        answers.add("{\"key\":\"77\",\"resealed\":0,\"already\":0,\"left\":0,\"failed\":1,\"failures\":[\"st-1\"]}");

        assertThat(run(TOKEN)).isEqualTo(1);

        assertThat(errors.toString()).contains("st-1: what is stored cannot be opened");
    }

    @Test
    void givesUpWhereThereIsNoProgress() {
        for (int i = 0; i < 4; i++) {
            answers.add("{\"key\":\"77\",\"resealed\":0,\"already\":0,\"left\":1,\"failed\":0,\"failures\":[]}");
        }

        assertThat(run(TOKEN)).isEqualTo(1);

        assertThat(answers).isEmpty();
        assertThat(errors.toString()).contains("run it again");
    }

    @Test
    void aRefusalIsToldAsTheServiceSaysIt() {
        assertThat(run("wrong")).isEqualTo(1);
        assertThat(errors.toString()).contains("Send a token.");
    }

    @Test
    void whereNoServiceAnswersItSaysSo() {
        service.stop(0);

        assertThat(run(TOKEN)).isEqualTo(1);

        assertThat(errors.toString()).contains("does not answer");
    }

    private int run(String token) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "ADAPTER_CONFIG_URL", "http://127.0.0.1:" + service.getAddress().getPort() + "/"));
        environment.put("ADAPTER_CONFIG_TOKEN", token);
        return ConfigCommand.run(new String[] {"reseal"}, environment, new PrintWriter(out), new PrintWriter(errors));
    }
}
