package io.channeladapter.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.EventType;
import io.channeladapter.router.read.EventReader;
import io.channeladapter.router.read.Reading;
import io.channeladapter.router.read.TwitterEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of thing that Twitter reports, and what its bot reads. Each file in {@code src/test/resources/kinds} holds
 * a body of a webhook and what becomes of it, but for {@code raw}. The account is 7, the person 8. Written anew by
 * {@code -Dtest.jvm.args=-Dgolden.update=true}.
 */
class KindsTest {
    private static final Path FOLDER = Path.of("src/test/resources/kinds");
    private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");
    private static final Channel CHANNEL = new Channel(
            new StreamId("st-00000000-0000-0000-0000-000000000001"),
            new BotId("demo"),
            5,
            null,
            ChannelStatus.ENABLED,
            null,
            null,
            null,
            new TwitterAccount("7", "shop", "Shop", null),
            null,
            null,
            null,
            AfterUnclear.RESEND,
            null,
            Health.healthy(RECEIVED),
            null,
            RECEIVED,
            RECEIVED);

    static List<String> kinds() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aBodyBecomesWhatItsFileSays(String kind) throws IOException {
        Path file = FOLDER.resolve(kind + ".json");
        ObjectNode golden = (ObjectNode) Json.MAPPER.readTree(file.toFile());

        JsonNode becomes =
                Json.MAPPER.readTree(becomes(Json.bytes(golden.path("body"))).toString());

        if (Boolean.getBoolean("golden.update")) {
            golden.set("becomes", becomes);
            Files.writeString(file, golden.toPrettyString() + "\n");
        }
        assertThat(becomes).isEqualTo(golden.path("becomes"));
    }

    @Test
    void whatBothGenerationsReportHasTheSameTypeAndTheSameName() throws IOException {
        assertThat(namesOf("x-message")).isEqualTo(namesOf("message-quick-reply"));
        assertThat(namesOf("x-mention")).isEqualTo(namesOf("mention-long"));
        assertThat(namesOf("x-post-own")).isEqualTo(namesOf("tweet-own"));
        assertThat(namesOf("x-post-deleted")).isEqualTo(namesOf("tweet-deleted"));
        assertThat(namesOf("x-like-outbound")).isEqualTo(namesOf("favorited-by-the-account"));
        assertThat(namesOf("x-typing")).isEqualTo(namesOf("typing"));
        assertThat(namesOf("x-read-bare")).isEqualTo(namesOf("read"));
    }

    private static List<String> namesOf(String kind) throws IOException {
        return Stream.of(Json.MAPPER.readTree(FOLDER.resolve(kind + ".json").toFile()))
                .flatMap(golden -> golden.path("becomes").valueStream())
                .map(event ->
                        event.path("type").asText() + " " + event.path("id").asText())
                .toList();
    }

    private static ArrayNode becomes(byte[] body) {
        ArrayNode becomes = Json.MAPPER.createArrayNode();
        switch (EventReader.read(body, RECEIVED)) {
            case Reading.Events(var events, var problems) -> {
                events.forEach(event -> becomes.add(route(event)));
                problems.forEach(problem -> becomes.addObject().put("unreadable", problem));
            }
            case Reading.NotJson(String detail) -> becomes.addObject().put("notJson", detail);
            case Reading.Unreadable(String detail) -> becomes.addObject().put("unreadable", detail);
        }
        return becomes;
    }

    private static ObjectNode route(TwitterEvent event) {
        ObjectNode seen = Json.object();
        switch (Routing.of(Optional.of(CHANNEL), CHANNEL.streamId(), event, RECEIVED, null)) {
            case Route.ToBot(BotEvent sent) -> {
                seen.put("type", sent.type().substring(EventType.PREFIX.length()))
                        .put(
                                "id",
                                sent.id().substring(CHANNEL.streamId().value().length() + 1))
                        .put("key", sent.key().replace(CHANNEL.streamId().value(), "st"))
                        .put("time", sent.time().toString());
                seen.set("data", shown(sent.data()));
            }
            case Route.ToEchoes(var echo) -> seen.set("echo", shown(echo));
            case Route.Ended() -> seen.put("ended", event.kind());
            case Route.ToDeadLetters(var reason, String detail) ->
                seen.put("deadLetter", reason.code()).put("detail", detail);
        }
        return seen;
    }

    // The channel's own names are the same in all of them.
    private static JsonNode shown(Object value) {
        ObjectNode data = Json.MAPPER.valueToTree(value);
        assertThat(data.path("raw").isObject()).isTrue();
        return data.without(List.of("raw", "streamid", "botId", "conversation", "receivedAt"));
    }
}
