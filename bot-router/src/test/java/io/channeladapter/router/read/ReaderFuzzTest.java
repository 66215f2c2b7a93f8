package io.channeladapter.router.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.BotEvents;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.Echo;
import io.channeladapter.router.route.Route;
import io.channeladapter.router.route.Routing;
import io.channeladapter.router.route.Signals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes: the reader neither throws nor lingers, what it reads has a name of the known form, and what is made
 * of it can be written for the bot. A few thousand bodies of a fixed seed; with {@code -Dfuzz.minutes=10} for so long, of
 * one seed after the other. A body that it stumbled over is kept in {@code src/test/resources/stumbled}.
 */
class ReaderFuzzTest {
    private static final int CASES = 8_000;
    /** Of the processor's time, so that a busy machine does not make it fail; the first body loads classes, too. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MIB = 1 << 20;
    private static final Path STUMBLED = Path.of("src/test/resources/stumbled");
    private static final Pattern KIND = Pattern.compile("[a-z0-9_.-]{1,150}");
    private static final Pattern ID = Pattern.compile(".{1,64}", Pattern.DOTALL);
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

    @Test
    void whateverTheBodyItIsReadInAKnownWayAndInTime() {
        long minutes = Long.getLong("fuzz.minutes", 0);
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        long cases = 0;
        long seed = 20261123;
        do {
            OddBodies bodies = new OddBodies(seed++);
            for (int i = 0; i < CASES; i++, cases++) {
                isReadInAKnownWay(bodies.next());
            }
        } while (minutes > 0 && System.nanoTime() < end);
        if (minutes > 0) {
            System.out.println("ReaderFuzzTest: " + cases + " bodies, seeds up to " + seed);
        }
    }

    static Stream<String> large() {
        String links = "{\"url\":\"https://t.co/%d\",\"expanded_url\":\"https://shop.example/%d\"},";
        String people = "\"%d\":{\"screen_name\":\"" + "x".repeat(900) + "\"},";
        return Stream.of(
                "[".repeat(MIB),
                "{\"for_user_id\":".repeat(MIB / 15),
                "{\"poke_events\":" + "9".repeat(MIB) + "}",
                "{\"tweet_create_events\":[" + "{},".repeat(MIB / 4) + "{}]}",
                "{\"for_user_id\":\"7\",\"poke_events\":[" + "{\"a\":\"8\"},".repeat(999) + "{}],\"users\":{"
                        + many(500, people) + "\"9\":{}}}",
                "{\"poke_events\":[" + "1,".repeat(999) + "1],\"places\":\"" + "x".repeat(MIB / 2) + "\"}",
                "{\"direct_message_events\":[{\"id\":\"1\",\"message_create\":{\"target\":{\"recipient_id\":\"7\"},"
                        + "\"sender_id\":\"8\",\"message_data\":{\"text\":\"" + "https://t.co/".repeat(30_000)
                        + "\",\"entities\":{\"urls\":[" + many(7_000, links) + "{}]}}}}]}");
    }

    @ParameterizedTest
    @MethodSource("large")
    void whateverIsLargeIsReadInTime(String body) {
        isReadInAKnownWay(body.getBytes(UTF_8));
    }

    private static String many(int count, String of) {
        return IntStream.range(0, count).mapToObj(i -> of.replace("%d", "" + i)).collect(Collectors.joining());
    }

    static List<Path> stumbled() throws IOException {
        try (Stream<Path> files = Files.list(STUMBLED)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("stumbled")
    void whatItOnceStumbledOverIsReadNow(Path body) throws IOException {
        isReadInAKnownWay(Files.readAllBytes(body));
    }

    private static void isReadInAKnownWay(byte[] body) {
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            check(EventReader.read(body, RECEIVED));
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new AssertionError(shown(body), e);
        }
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start))
                .as(() -> shown(body))
                .isLessThan(LONGEST);
    }

    private static void check(Reading reading) {
        switch (reading) {
            case Reading.Events(var events, var problems) -> {
                assertThat(events).isNotEmpty();
                assertThat(String.join("; ", problems)).hasSizeLessThan(1_000);
                events.forEach(ReaderFuzzTest::check);
            }
            case Reading.NotJson(String detail) -> assertThat(detail).hasSizeBetween(1, 1_000);
            case Reading.Unreadable(String detail) -> assertThat(detail).hasSizeBetween(1, 1_000);
        }
    }

    private static void check(TwitterEvent event) {
        assertThat(event.kind()).matches(KIND);
        assertThat(event.id()).matches(ID);
        assertThat(event.raw().isObject()).isTrue();
        Signals.of(CHANNEL, event, RECEIVED, false).forEach(Json::bytes);
        switch (Routing.of(Optional.of(CHANNEL), CHANNEL.streamId(), event, RECEIVED, null)) {
            case Route.ToBot(var sent) ->
                assertThat(Json.read(BotEvents.toRecord(sent).value(), JsonNode.class))
                        .isPresent();
            case Route.ToEchoes(var echo) ->
                assertThat(Json.read(Json.bytes(echo), Echo.class)).isPresent();
            case Route.Ended() -> assertThat(event).isInstanceOf(TwitterEvent.ReplayEnded.class);
            case Route.ToDeadLetters(var reason, String detail) -> {
                assertThat(reason.code()).isNotEmpty();
                assertThat(detail).hasSizeLessThan(1_000);
            }
        }
    }

    private static String shown(byte[] body) {
        if (body.length > 20_000) {
            return "body of " + body.length + " bytes, " + new String(body, 0, 200, UTF_8);
        }
        return "body, base64: " + Base64.getEncoder().encodeToString(body) + "\n" + new String(body, UTF_8);
    }
}
