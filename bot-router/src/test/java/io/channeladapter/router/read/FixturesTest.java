package io.channeladapter.router.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Published payloads, where the folder with them is at hand. */
class FixturesTest {
    private static final Path FOLDER = folder();
    private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");

    private record Expected(String file, String kind) {}

    private static final List<Expected> ALL = List.of(
            new Expected("aaa-docs-direct_message_events", "message"),
            new Expected("aaa-docs-direct_message_indicate_typing_events", "typing"),
            new Expected("aaa-docs-direct_message_mark_read_events", "read"),
            new Expected("aaa-docs-tweet_delete_events", "tweet.deleted"),
            new Expected("aaa-docs-user_event", "revoke"),
            new Expected("tweetinvi-DirectMessageReceived", "message"),
            new Expected("tweetinvi-DirectMessageSent", "message"),
            new Expected("tweetinvi-UserBlockedRaised", "block"),
            new Expected("tweetinvi-UserFollowed", "follow"),
            new Expected("xaa-docs-chat.received", "unreadable"),
            new Expected("xaa-docs-chat.sent", "message.sent-elsewhere"),
            new Expected("xaa-docs-dm.received", "message"),
            new Expected("xaa-docs-dm.sent", "message"),
            new Expected("xaa-docs-follow.follow", "follow"),
            new Expected("xaa-docs-like.create", "tweet.favorited"),
            new Expected("xaa-docs-oauth.revoke", "revoke"),
            new Expected("xaa-docs-post.create", "tweet"),
            new Expected("xaa-docs-post.delete", "tweet.deleted"),
            new Expected("xaa-docs-post.mention.create", "tweet"));

    @Test
    void everyPublishedPayloadIsReadAsItsKindAndNothingOfItIsLost() throws IOException {
        for (Expected expected : present()) {
            byte[] body = Files.readAllBytes(FOLDER.resolve(expected.file() + ".json"));

            Reading reading = EventReader.read(body, RECEIVED);

            assertThat(reading).as(expected.file()).isInstanceOf(Reading.Events.class);
            Reading.Events events = (Reading.Events) reading;
            assertThat(events.problems()).as(expected.file()).isEmpty();
            assertThat(events.events())
                    .as(expected.file())
                    .extracting(TwitterEvent::kind)
                    .containsExactly(expected.kind());
            JsonNode written =
                    Json.MAPPER.readTree(Json.bytes(events.events().getFirst().raw()));
            assertThat(leaves("", written))
                    .as(expected.file())
                    .containsExactlyElementsOf(leaves("", Json.MAPPER.readTree(body)));
        }
    }

    @Test
    void everyPublishedPayloadIsKnownToThisTest() throws IOException {
        List<String> known = present().stream().map(Expected::file).toList();
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(f -> f.getFileName().toString())
                            .filter(name -> name.endsWith(".json") && !name.startsWith("signature"))
                            .map(name -> name.substring(0, name.length() - ".json".length())))
                    .containsExactlyInAnyOrderElementsOf(known);
        }
    }

    @Test
    void aDamagedPayloadNeverMakesTheReaderThrow() throws IOException {
        Random random = new Random(20261123);
        for (Expected expected : present()) {
            byte[] body = Files.readAllBytes(FOLDER.resolve(expected.file() + ".json"));
            for (int i = 0; i < 300; i++) {
                byte[] damaged = body.clone();
                for (int n = 0; n <= i % 4; n++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
                }
                assertThat(EventReader.read(damaged, RECEIVED)).isNotNull();
            }
        }
    }

    private static List<Expected> present() {
        assumeTrue(Files.isDirectory(FOLDER), "no folder " + FOLDER + " with published payloads");
        return ALL;
    }

    private static Path folder() {
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.exists(root.resolve(".mvn"))) {
            root = root.getParent();
        }
        return root.resolve("../shared/fixtures").normalize();
    }

    private static List<String> leaves(String at, JsonNode node) {
        List<String> leaves = new ArrayList<>();
        if (node.isValueNode()) {
            leaves.add(at + "=" + node);
        }
        node.properties().forEach(f -> leaves.addAll(leaves(at + "/" + f.getKey(), f.getValue())));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            leaves.addAll(leaves(at + "/" + i, node.get(i)));
        }
        return leaves;
    }
}
