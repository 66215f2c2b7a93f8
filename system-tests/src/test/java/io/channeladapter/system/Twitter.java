package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.sandbox.channel.Rest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The simulated Twitter, as its people and its operators see it. */
public final class Twitter {
    private final HttpClient http;
    private final String address;
    private final Rest control;

    Twitter(HttpClient http, String address) {
        this.http = http;
        this.address = address;
        this.control = new Rest(http, address, Map.of());
    }

    /** A call of the control interface. */
    private interface Call {
        Rest.Answer answer() throws IOException, InterruptedException;
    }

    String addPerson(String screenName) {
        return done(() -> control.post("/control/persons", Map.of("screenName", screenName)))
                .path("id")
                .asText();
    }

    /** An account with an app of its own; its keys. */
    public JsonNode addAccount(String screenName) {
        return addAccount(screenName, "account-activity-v1");
    }

    /** An account whose app has this API generation. */
    JsonNode addAccount(String screenName, String generation) {
        return done(
                () -> control.post("/control/accounts", Map.of("screenName", screenName, "generation", generation)));
    }

    /** An account with this id at Twitter. */
    JsonNode addAccountWithId(String screenName, String id) {
        return done(() -> control.post("/control/accounts", Map.of("screenName", screenName, "id", id)));
    }

    /** Whoever has these keys registers a webhook, past the adapter; it has to answer the challenge. */
    public void registers(JsonNode keys, String webhook) {
        String label = keys.path("environmentLabel").asText();
        Credentials credentials = credentials(keys);
        TwitterApi api = TwitterApis.over(URI.create(address), http, TheAdapter.LIMIT)
                .of(label.isEmpty() ? ApiGeneration.ACCOUNT_ACTIVITY_V2 : ApiGeneration.ACCOUNT_ACTIVITY_V1);
        await("the webhook answers")
                .atMost(TheAdapter.LIMIT)
                .untilAsserted(() -> assertThat(api.registerWebhook(credentials, label, URI.create(webhook)))
                        .isInstanceOf(TwitterAnswer.Success.class));
    }

    /** The keys and tokens that an account was given. */
    static Credentials credentials(JsonNode keys) {
        return new Credentials(
                new Secret(keys.path("apiKey").asText()),
                new Secret(keys.path("apiSecretKey").asText()),
                new Secret(keys.path("accessToken").asText()),
                new Secret(keys.path("accessTokenSecret").asText()));
    }

    /** How an account's calls stand to its limits. */
    JsonNode stats(String account) {
        return list(done(() -> control.get("/control/stats")).path("accounts")).stream()
                .filter(one -> one.path("accountId").asText().equals(account))
                .findFirst()
                .orElseThrow();
    }

    /** Changes keys or tokens in the developer portal; the keys after it. */
    public JsonNode changeKeys(String account, Map<String, Object> change) {
        return done(() -> control.post("/control/accounts/" + account + "/keys", change));
    }

    /** Writes a message; its id. */
    public String write(String from, String to, String text) {
        return write(Map.of("from", from, "to", to, "text", text));
    }

    public String write(Map<String, Object> message) {
        return done(() -> control.post("/control/messages", message)).path("id").asText();
    }

    /** Sends a photo or video without words. */
    void attach(String from, String to, String contentType, byte[] file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/control/media"))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build();
        String kept = http.send(request, BodyHandlers.ofString()).body();
        write(Map.of(
                "from",
                from,
                "to",
                to,
                "media",
                Json.MAPPER.readTree(kept).path("id").asText()));
    }

    void type(String from, String to) {
        done(() -> control.post("/control/typing", Map.of("from", from, "to", to)));
    }

    void read(String from, String to, String messageId) {
        done(() -> control.post("/control/read", Map.of("from", from, "to", to, "messageId", messageId)));
    }

    /** Sends any event, signed, as it is. */
    public void event(String to, JsonNode body) {
        done(() -> control.post("/control/events", Map.of("to", to, "body", body)));
    }

    /** The messages that a person got from an account, oldest first. */
    public List<String> received(String person, String account) {
        return messages(person, account)
                .filter(message -> message.path("direction").asText().equals("out"))
                .map(message -> message.path("text").asText())
                .toList();
    }

    /** The files in those, as the page shows them; of a message without one nothing. */
    List<byte[]> receivedFiles(String person, String account) {
        return messages(person, account)
                .filter(message -> message.path("direction").asText().equals("out"))
                .map(message -> message.at("/extras/attachment/media/id").asText())
                .filter(id -> !id.isEmpty())
                .map(this::file)
                .toList();
    }

    private byte[] file(String mediaId) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(address + "/page/media/" + mediaId))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Ids of those. */
    public List<String> receivedIds(String person, String account) {
        return messages(person, account)
                .filter(message -> message.path("direction").asText().equals("out"))
                .map(message -> message.path("id").asText())
                .toList();
    }

    private Stream<JsonNode> messages(String person, String account) {
        return list(done(() -> control.get("/control/messages?with=" + person + "&account=" + account))).stream();
    }

    /** Waits until a person has this many messages of an account. */
    public List<String> awaitReceived(String person, String account, int count) {
        await(count + " messages at the person")
                .atMost(TheAdapter.LIMIT)
                .until(() -> received(person, account).size() >= count);
        return received(person, account);
    }

    /** What becomes of calls that concern this person or account; taken back by its id. */
    public String fault(String target, String kind, Map<String, Object> further) {
        Map<String, Object> fault = new HashMap<>(further);
        fault.put("target", target);
        fault.put("kind", kind);
        return done(() -> control.post("/control/faults", fault)).path("id").asText();
    }

    /** What stands in the way of connecting an account, by its name in docs/simulator.md; taken back by its id. */
    public String trouble(String account, String trouble) {
        return done(() -> control.post("/control/troubles", Map.of("target", account, "trouble", trouble)))
                .path("id")
                .asText();
    }

    /** How the deliveries of a message stand, one for each. */
    List<String> deliveries(String messageId) {
        return list(done(() -> control.get("/control/deliveries?messageId=" + messageId))).stream()
                .map(delivery -> delivery.path("state").asText())
                .toList();
    }

    /** What each attempt to deliver a message was answered with; 0 for no answer. */
    List<Integer> attempts(String messageId) {
        return list(done(() -> control.get("/control/deliveries?messageId=" + messageId))).stream()
                .flatMap(delivery -> list(delivery.path("attempts")).stream())
                .map(attempt -> attempt.path("status").asInt())
                .toList();
    }

    /** Calls that tried to send a message to this person. */
    List<JsonNode> sends(String person) {
        return list(done(() -> control.get("/control/calls?path=events/new"))).stream()
                .filter(call -> call.path("personId").asText().equals(person))
                .toList();
    }

    /** Whether Twitter refuses the tokens of an account from now on. */
    public void revoked(String account, boolean revoked) {
        change(account, "{\"revoked\":" + revoked + "}");
    }

    /** What the tokens of an account may do from now on. */
    public void mayOnly(String account, String accessLevel) {
        change(account, "{\"accessLevel\":\"" + accessLevel + "\"}");
    }

    private void change(String account, String fields) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/control/users/" + account))
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(fields))
                .build();
        send(request);
    }

    /** Ends a fault. */
    public void takeBack(String fault) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/control/faults/" + fault))
                .DELETE()
                .build();
        send(request);
    }

    private void send(HttpRequest request) {
        try {
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isBetween(200, 299);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    private static JsonNode done(Call call) {
        try {
            Rest.Answer answer = call.answer();
            assertThat(answer.ok()).as(answer.toString()).isTrue();
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
