package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks, as a program and as a browser, and keeps every answer whole: status, headers and body. One thread. */
final class Overheard {
    private static final Pattern LINK = Pattern.compile("(?:href|hx-get|src|action)=\"(/[^\"#]*)");
    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\"");
    private static final int MOST_PAGES = 300;

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String configUrl;
    private final List<String> answers = new ArrayList<>();

    Overheard(String configUrl) {
        this.configUrl = configUrl;
    }

    /** Everything that was answered. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    String get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    /** A call of the REST interface; its answer as JSON, missing where it is none. */
    JsonNode api(String method, String path, String token, @Nullable String ifMatch, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(configUrl + path))
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        try {
            return Json.MAPPER.readTree(send(request));
        } catch (JsonProcessingException e) {
            return Json.object();
        }
    }

    /** Signs in and opens every page that a link leads to. */
    void crawl(String token) throws IOException, InterruptedException {
        post("/sign-in", Map.of("token", token));
        Set<String> seen = new HashSet<>(Set.of("/"));
        Deque<String> next = new ArrayDeque<>(seen);
        while (!next.isEmpty() && seen.size() < MOST_PAGES) {
            Matcher links = LINK.matcher(get(configUrl + next.pop()));
            while (links.find()) {
                // What waits for a change is asked not to.
                String path = links.group(1).replace("&amp;", "&").replaceFirst("after=[^&]*", "after=");
                if (seen.add(path)) {
                    next.add(path);
                }
            }
        }
        assertThat(seen).as("pages were found").hasSizeGreaterThan(5);
    }

    /** Sends a form as the browser does that has this page open; to be signed in. */
    String form(String page, String action, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(fields);
        Matcher hidden = HIDDEN.matcher(get(configUrl + page));
        while (hidden.find()) {
            all.putIfAbsent(hidden.group(1), hidden.group(2));
        }
        return post(action, all);
    }

    private String post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(configUrl + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", configUrl)
                .POST(BodyPublishers.ofString(fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                        .collect(Collectors.joining("&")))));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        answers.add(answer.statusCode() + " " + answer.headers().map() + "\n" + answer.body());
        return answer.body();
    }
}
