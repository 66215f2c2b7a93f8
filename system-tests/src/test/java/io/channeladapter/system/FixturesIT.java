package io.channeladapter.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.codec.Json;
import io.channeladapter.system.BotUnderTest.Event;
import io.channeladapter.system.PublishedPayloads.Expected;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every published payload, signed, through the front door of the ingress, and what its bot reads, field by field. The
 * payloads are read from where they lie; where they are absent, this test says so and is skipped.
 */
@ExtendWith(WithAdapter.class)
class FixturesIT {
    private static final List<String> OUR_OWN = List.of("streamid", "botId", "conversation", "receivedAt", "raw");

    private final TheAdapter adapter;
    private final String botId;
    private final Map<String, TestChannel> channels = new HashMap<>();

    FixturesIT(TheAdapter adapter) {
        this.adapter = adapter;
        this.botId = adapter.newBotId();
    }

    @Test
    void g2_everyPublishedPayloadReachesItsBotAsTheContractSays() throws IOException, InterruptedException {
        Map<String, byte[]> bodies = bodies();
        Map<String, JsonNode> payloads = new LinkedHashMap<>();
        for (var body : bodies.entrySet()) {
            payloads.put(body.getKey(), Json.MAPPER.readTree(body.getValue()));
        }

        for (var payload : payloads.entrySet()) {
            send(channelOf(payload.getKey(), payload.getValue()), requireNonNull(bodies.get(payload.getKey())));
        }

        try (BotUnderTest bot = adapter.bot(botId)) {
            List<String> differences = new ArrayList<>();
            for (String name : payloads.keySet()) {
                JsonNode payload = requireNonNull(payloads.get(name));
                Expected expected = requireNonNull(PublishedPayloads.ALL.get(name));
                TestChannel channel = channelOf(name, payload);
                Event event = bot.awaitEvent(
                        name, e -> e.type().equals(expected.type()) && isOf(e, channel, expected, payload));
                compare(name, event, channel, expected, payload).forEach(d -> differences.add(name + ": " + d));
            }
            assertThat(differences).isEmpty();
            assertThat(bot.seen(e -> e.type().startsWith("other."))).isEmpty();
        }
    }

    private static boolean isOf(Event event, TestChannel channel, Expected expected, JsonNode payload) {
        return event.data().path("streamid").asText().equals(channel.streamId())
                && (event.id().equals(channel.streamId() + "/" + expected.id())
                        || event.data().path("raw").equals(payload));
    }

    private List<String> compare(String name, Event event, TestChannel channel, Expected expected, JsonNode payload) {
        JsonNode data = event.data();
        String received = data.path("receivedAt").asText();
        List<String> differences = new ArrayList<>();
        expect(
                differences,
                "ce_id",
                channel.streamId() + "/"
                        + expected.id().replace("<digest>", event.id().replaceFirst(".*/", "")),
                event.id());
        expect(
                differences,
                "key",
                expected.key().isEmpty() ? channel.streamId() : channel.conversation(expected.key()),
                event.key());
        expect(differences, "ce_source", "/channels/" + channel.streamId(), event.header("ce_source"));
        expect(
                differences,
                "ce_time",
                Instant.parse(expected.time().replace("<received>", received)),
                Instant.parse(event.header("ce_time")));
        expect(
                differences,
                "streamid",
                channel.streamId(),
                data.path("streamid").asText());
        expect(differences, "botId", botId, data.path("botId").asText());
        expect(
                differences,
                "conversation",
                expected.key().isEmpty() ? "" : channel.conversation(expected.key()),
                data.path("conversation").asText());
        expect(differences, "raw", payload, data.path("raw"));
        assertThatCode(() -> Instant.parse(received)).as(name).doesNotThrowAnyException();
        expect(
                differences,
                "data",
                tree(expected.data().replace("<received>", received).replace("<account>", account(channel))),
                ((ObjectNode) data.deepCopy()).without(OUR_OWN));
        return differences;
    }

    private static void expect(List<String> differences, String field, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(field + "\n  expected " + expected + "\n  found    " + actual);
        }
    }

    private String account(TestChannel channel) {
        return Json.object()
                .put("id", channel.accountId())
                .put("screenName", screenName(channel.accountId()))
                .put("name", screenName(channel.accountId()))
                .put(
                        "profileImageUrl",
                        adapter.addresses().simulatorUrl() + "/profile_images/" + channel.accountId() + "_normal.png")
                .toString();
    }

    private TestChannel channelOf(String name, JsonNode payload) {
        String account = PublishedPayloads.OF_USER.getOrDefault(
                name,
                payload.path("for_user_id")
                        .asText(payload.at("/data/filter/user_id").asText()));
        return channels.computeIfAbsent(
                account,
                id -> adapter.newChannel(
                        botId,
                        ApiGeneration.ACCOUNT_ACTIVITY_V1,
                        adapter.twitter().addAccountWithId(screenName(id), id)));
    }

    private static String screenName(String account) {
        return "Of" + account.substring(0, Math.min(10, account.length()));
    }

    private void send(TestChannel channel, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(channel.callbackUrl()))
                .header("Content-Type", "application/json")
                .header("x-twitter-webhooks-signature", Signature.of(channel.apiSecretKey(), body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        assertThat(adapter.http().send(request, BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    private static Map<String, byte[]> bodies() throws IOException {
        Path folder = Path.of("../../shared/fixtures").toAbsolutePath().normalize();
        assumeTrue(Files.isDirectory(folder), "no folder " + folder + " with published payloads");
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .filter(name -> !PublishedPayloads.OTHERS.contains(name))
                    .toList();
            assertThat(names).containsExactlyInAnyOrderElementsOf(PublishedPayloads.ALL.keySet());
        }
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        for (String name : PublishedPayloads.ALL.keySet()) {
            bodies.put(name, Files.readAllBytes(folder.resolve(name + ".json")));
        }
        return bodies;
    }

    private static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }
}
