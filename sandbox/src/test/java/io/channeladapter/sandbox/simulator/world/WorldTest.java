package io.channeladapter.sandbox.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final SendLimits SMALL = new SendLimits(3, 5, 2, Duration.ofHours(24));
    private static final String ACCOUNT = FirstWorld.DEMO_ACCOUNT_ID;
    private static final String PERSON = FirstWorld.FIRST_PERSON_ID;

    @TempDir
    Path folder;

    @Test
    void findsEverythingAgainAfterARestart() {
        Webhook webhook;
        try (World world = open(folder)) {
            App app = world.apps().getFirst();
            webhook =
                    new Webhook(world.newId(START), app.id(), "sandbox", "http://localhost:1/hook", true, START, START);
            world.change(
                    new Change.WebhookSaved(webhook),
                    new Change.Subscribed(Subscription.ofEnvironment(app.id(), "sandbox", ACCOUNT)));
            write(world, "hello & <good> morning", START);
            send(world, START);
        }

        try (World again = open(folder)) {
            assertThat(again.webhooks()).containsExactly(webhook);
            assertThat(again.subscriptionsTo(ACCOUNT)).hasSize(1);
            assertThat(again.grantsOf(ACCOUNT)).hasSize(1);
            assertThat(again.conversation(ACCOUNT, PERSON))
                    .extracting(Message::text)
                    .containsExactly("hello & <good> morning", "answer");
            assertThat(again.freeRepliesLeft(ACCOUNT, PERSON, START)).isEqualTo(1);
        }
    }

    @Test
    void cutsOffATornLastLineAndGoesOn() throws IOException {
        try (World world = open(folder)) {
            write(world, "kept", START);
        }
        Files.writeString(
                folder.resolve("world.jsonl"), "{\"change\":\"message-added\",\"mess", StandardOpenOption.APPEND);

        try (World world = open(folder)) {
            write(world, "later", START);
        }

        try (World again = open(folder)) {
            assertThat(again.conversation(ACCOUNT, PERSON))
                    .extracting(Message::text)
                    .containsExactly("kept", "later");
        }
    }

    @Test
    void readsAJournalFromBeforeThereWasV2() throws IOException {
        String subscribed =
                "{\"change\":\"subscribed\",\"subscription\":{\"appId\":\"1\",\"environment\":\"sandbox\",\"userId\":\""
                        + ACCOUNT + "\"}}";
        String sent = "{\"change\":\"message-added\",\"message\":{\"id\":\"9\",\"senderId\":\"" + ACCOUNT
                + "\",\"recipientId\":\"" + PERSON + "\",\"text\":\"old\",\"at\":\"2026-11-23T10:00:00Z\","
                + "\"sourceAppId\":\"1\",\"viaApi\":true,\"counted\":true,\"extras\":{}}}";
        Files.write(folder.resolve("world.jsonl"), List.of(subscribed, sent));

        try (World world = open(folder)) {
            assertThat(world.subscriptions()).containsExactly(Subscription.ofEnvironment("1", "sandbox", ACCOUNT));
            assertThat(world.quotaOfUser(Generation.V1, ACCOUNT, START).used()).isEqualTo(1);
            assertThat(world.quotaOfUser(Generation.V2, ACCOUNT, START).used()).isZero();
        }
    }

    @Test
    void namesALineThatIsNoChange() throws IOException {
        Files.writeString(folder.resolve("world.jsonl"), "nonsense\n");

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Line 1");
    }

    @Test
    void keepsASecondSimulatorOutOfItsFolder() {
        try (World _ = open(folder)) {
            assertThatThrownBy(() -> open(folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another simulator");
        }
    }

    @Test
    void makesTheSameKeysFromTheSameSeed() {
        try (World one = open(null);
                World other = open(null)) {
            assertThat(one.apps()).isEqualTo(other.apps());
        }
    }

    @Test
    void givesIdsThatGrowEvenWhenTheClockStands() {
        try (World world = open(null)) {
            assertThat(Long.parseLong(world.newId(START))).isLessThan(Long.parseLong(world.newId(START)));
        }
    }

    @Test
    void stopsAtTheLimitOfAUserUntilTheWindowEnds() {
        try (World world = open(null)) {
            for (int i = 0; i < 3; i++) {
                assertThat(send(world, START.plusSeconds(i)).message()).isNotNull();
            }

            World.Sending refused = send(world, START.plusSeconds(9));

            assertThat(refused.message()).isNull();
            assertThat(refused.user().remaining()).isZero();
            assertThat(refused.user().resetAt()).isEqualTo(START.plus(Duration.ofHours(24)));
            assertThat(send(world, START.plus(Duration.ofHours(24))).message()).isNotNull();
        }
    }

    @Test
    void doesNotCountTheFirstRepliesAfterAReceivedMessage() {
        try (World world = open(null)) {
            write(world, "hi", START);

            assertThat(List.of(send(world, START), send(world, START), send(world, START)))
                    .extracting(sending -> sending.user().used())
                    .containsExactly(0, 0, 1);
        }
    }

    @Test
    void countsAReplyThatComesADayLater() {
        try (World world = open(null)) {
            write(world, "hi", START);

            assertThat(send(world, START.plus(Duration.ofHours(24))).user().used())
                    .isEqualTo(1);
        }
    }

    private static World open(@Nullable Path folder) {
        World world = new World(folder, SMALL, SendLimits.twitterV2());
        FirstWorld.createIn(world, new Keys(new Random(7)), START);
        return world;
    }

    private static void write(World world, String text, Instant at) {
        User person = world.user(PERSON).orElseThrow();
        User account = world.user(ACCOUNT).orElseThrow();
        world.write(person, account, text, false, World.noExtras(), at);
    }

    private static World.Sending send(World world, Instant at) {
        return world.send(world.apps().getFirst(), Generation.V1, ACCOUNT, PERSON, "answer", World.noExtras(), at);
    }
}
