package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.http.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Someone with a browser without JavaScript: keeps the cookie, sends forms, follows where they lead. One thread. */
final class Browser implements AutoCloseable {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Map<String, String> CONFIGURATION = Map.of(
            "generation", "account-activity-v1",
            "environmentLabel", "prod",
            "apiKey", TestServer.SECRETS.get(0),
            "apiSecretKey", TestServer.SECRETS.get(1),
            "accessToken", TestServer.SECRETS.get(2),
            "accessTokenSecret", TestServer.SECRETS.get(3));

    final TestServer server;
    /** All that came from the server, with its headers. */
    final List<String> seen = new ArrayList<>();

    String cookie = "";
    String csrf = "";

    private Browser(TestServer server) {
        this.server = server;
    }

    /** Signed in at a server of its own. */
    static Browser signedIn() {
        try {
            Browser browser = new Browser(new TestServer());
            HttpResponse<String> answer = browser.post("/sign-in", Map.of("token", TestServer.TOKEN));
            browser.cookie =
                    answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
            Matcher matcher = CSRF.matcher(browser.get("/").body());
            if (!matcher.find()) {
                throw new IllegalStateException("no form has a token");
            }
            browser.csrf = matcher.group(1);
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a channel of bot demo; its path. */
    String created() {
        return to(post("/channels", Map.of("botId", "demo"))).replaceFirst("/configurations.*", "");
    }

    /** Creates and configures a channel; its path. */
    String configured() {
        String path = created();
        submit(path + "/configuration", configuration(1));
        return path;
    }

    /** Creates, configures and authorizes a channel; its path. */
    String authorized() {
        String path = configured();
        post(path + "/authorize", Map.of());
        return path;
    }

    /** The only channel. */
    Channel channel() {
        return server.channels.all().iterator().next();
    }

    /** All fields as they are right. */
    static Map<String, String> configuration(long version) {
        Map<String, String> fields = new HashMap<>(CONFIGURATION);
        fields.put("version", String.valueOf(version));
        return fields;
    }

    /** What is at this path. */
    HttpResponse<String> get(String path) {
        return remember(server.send("GET", request(path), ""));
    }

    /** The answer to a form, be it that it leads elsewhere. */
    HttpResponse<String> post(String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.putIfAbsent("csrf", csrf);
        // As the page that was just read holds it.
        server.channels.all().stream()
                .findFirst()
                .ifPresent(channel -> all.putIfAbsent("version", String.valueOf(channel.version())));
        String form = all.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return remember(server.send("POST", request(path), form, "Content-Type", "application/x-www-form-urlencoded"));
    }

    /** The page that a form leads to. */
    String submit(String path, Map<String, String> fields) {
        HttpResponse<String> answer = post(path, fields);
        return answer.statusCode() == 303 ? get(to(answer)).body() : answer.body();
    }

    /** Where an answer leads. */
    static String to(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = server.request(path);
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    @Override
    public void close() {
        server.close();
    }

    private HttpResponse<String> remember(HttpResponse<String> answer) {
        seen.add(answer.headers() + answer.body());
        return answer;
    }
}
