package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.Topic;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.ingress.IngressMain;
import io.channeladapter.router.RouterMain;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * People write by the thousand while ingress, router and broker, each in a process of its own, are killed twice each.
 * {@code -Dkill.events=50000} is how many they write.
 */
class InboundKillIT {
    private static final int EVENTS = Integer.getInteger("kill.events", 5_000);
    private static final int CONVERSATIONS = 500;
    private static final int CHANNELS = 10;
    private static final int KILLS = 6;
    private static final int PARTITIONS = 6;
    private static final List<BotId> BOTS = List.of(new BotId("first"), new BotId("second"));
    /** A minute of writing at least, and no more than 500 messages in a second. */
    private static final Duration BETWEEN =
            Duration.ofSeconds(Math.max(60, EVENTS / 500)).dividedBy(EVENTS / CONVERSATIONS);

    private static final Duration AT_MOST = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Secret keyset = Sealer.newKeyset();
    private final String kafka = "127.0.0.1:" + EmbeddedKafka.freePort();
    private final String front = "http://127.0.0.1:" + EmbeddedKafka.freePort();
    private final String routerHealth = "http://127.0.0.1:" + EmbeddedKafka.freePort();
    private final List<ReadyChannel> channels = IntStream.range(0, CHANNELS)
            .mapToObj(n -> new ReadyChannel(
                    StreamId.of(new UUID(0x11_0de0_0000_4000L, n)), BOTS.get(n % 2), "7" + n, "the secret of " + n))
            .toList();
    private final List<Killed> kills = new ArrayList<>();
    private final List<CountDownLatch> recovered =
            Stream.generate(() -> new CountDownLatch(1)).limit(KILLS).toList();
    private final long begun = System.nanoTime();

    private Program broker;
    private Program ingress;
    private Program router;
    private Admin admin;

    /**
     * A kill, and what came of it.
     *
     * @param accepted how many messages had been answered 200 before it
     * @param takenAfter until one that was written at the kill was, too
     * @param gotAfter until its bot got that one
     */
    private record Killed(String what, Duration at, long accepted, Duration takenAfter, Duration gotAfter) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-10s%10.1f%12d%18.1f%18.1f%n",
                    what,
                    seconds(at),
                    accepted,
                    seconds(takenAfter),
                    seconds(gotAfter));
        }
    }

    @BeforeEach
    void start() throws Exception {
        broker = new Program(
                "broker",
                BrokerMain.class,
                Map.of(),
                folder.resolve("broker.log"),
                folder.resolve("kafka").toString(),
                kafka.substring(kafka.indexOf(':') + 1));
        broker.awaitSaid("ready");
        admin = Admin.create(Map.of("bootstrap.servers", kafka));
        List<Topic> topics = Stream.concat(
                        Topics.FIXED.stream(), BOTS.stream().flatMap(bot -> Topics.ofBot(bot).stream()))
                .toList();
        new TopicCreator(admin, PARTITIONS).ensure(topics);
        try (var producer = new KafkaClients(kafka, Map.of(), "test").producer(Map.of())) {
            for (ReadyChannel channel : channels) {
                producer.send(channel.state(keyset)).get(30, TimeUnit.SECONDS);
            }
        }
        Map<String, String> shared = Map.of(
                "ADAPTER_KAFKA_BOOTSTRAP_SERVERS",
                kafka,
                "ADAPTER_TOPICS_PARTITIONS",
                String.valueOf(PARTITIONS),
                "ADAPTER_LOG_LEVEL",
                "INFO");
        Map<String, String> ofIngress = new HashMap<>(shared);
        ofIngress.putAll(Map.of(
                "ADAPTER_SECRETS_KEYSET",
                keyset.reveal(),
                "ADAPTER_INGRESS_HOST",
                "127.0.0.1",
                "ADAPTER_INGRESS_PORT",
                port(front),
                "ADAPTER_INGRESS_MANAGEMENT_PORT",
                "0"));
        ingress = new Program("ingress", IngressMain.class, ofIngress, folder.resolve("ingress.log"));
        Map<String, String> ofRouter = new HashMap<>(shared);
        ofRouter.putAll(Map.of(
                "ADAPTER_ROUTER_STATE_DIR", folder.resolve("router").toString(),
                "ADAPTER_ROUTER_MANAGEMENT_HOST", "127.0.0.1",
                "ADAPTER_ROUTER_MANAGEMENT_PORT", port(routerHealth)));
        router = new Program("router", RouterMain.class, ofRouter, folder.resolve("router.log"));
        router.awaitReady(() -> status(routerHealth + "/health/ready") == 200);
        ingress.awaitReady(() -> channels.stream()
                .allMatch(c -> statusOrNone(front + "/webhooks/twitter/" + c.streamId() + "?crc_token=test") == 200));
    }

    @AfterEach
    void stop() {
        Stream.of(ingress, router, broker).filter(Objects::nonNull).forEach(Program::close);
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
        http.close();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void g7_whatWasAnswered200ReachesItsBotOnceAndInOrderWhateverIsKilled() throws Exception {
        WebhookSender sender = new WebhookSender(http, front);
        List<String> topics = BOTS.stream().map(Topics::botEvents).toList();
        try (BotLog bots = new BotLog(kafka, topics);
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = IntStream.range(0, CONVERSATIONS)
                    .<Future<?>>mapToObj(n -> people.submit(() -> write(sender, n)))
                    .toList();

            List<Program> victims = List.of(ingress, router, broker, broker, router, ingress);
            for (int i = 0; i < KILLS; i++) {
                long enough = (long) EVENTS * (2 * i + 1) / (2 * (KILLS + 1));
                await("enough were taken").atMost(AT_MOST).until(() -> sender.accepted() >= enough);
                kill(i, victims.get(i), sender, bots);
                recovered.get(i).countDown();
            }
            for (Future<?> one : writing) {
                get(one);
            }
            RouterStage.routersAreDone(admin, PARTITIONS);
            await("the bots have read all").atMost(AT_MOST).until(() -> bots.hasRead(ends(topics)));

            report(sender, bots.all());
            nothingIsMissingDoubledOrOutOfOrder(bots.all());
            assertThat(deadLetters()).isZero();
        }
    }

    private Object write(WebhookSender sender, int conversation) throws InterruptedException {
        int messages = EVENTS / CONVERSATIONS;
        for (int n = 0; n < messages; n++) {
            int part = n * (KILLS + 1) / messages;
            if (part > 1) {
                recovered.get(part - 2).await(); // however slow the machine, there is something to write at each kill
            }
            sender.send(channel(conversation), person(conversation), id(conversation, n), "message " + n);
            LockSupport.parkNanos(BETWEEN.toNanos()); // a pace, so that the kills fall into the writing
        }
        return conversation;
    }

    private ReadyChannel channel(int conversation) {
        return channels.get(conversation % CHANNELS);
    }

    private static String person(int conversation) {
        return "30" + conversation;
    }

    private static String id(int conversation, int n) {
        return String.format(Locale.ROOT, "9%06d%06d", conversation, n);
    }

    /** Kills it and starts it again; a message of one more person shows when all is well again. */
    private void kill(int number, Program victim, WebhookSender sender, BotLog bots) throws InterruptedException {
        long at = System.nanoTime();
        long accepted = sender.accepted();
        victim.kill();
        victim.startAgain();
        sender.send(channel(CONVERSATIONS), person(CONVERSATIONS), id(CONVERSATIONS, number), "message " + number);
        Duration taken = since(at);
        await("after a kill of the " + victim.name() + " messages arrive")
                .atMost(AT_MOST)
                .until(() -> bots.hasMessage(id(CONVERSATIONS, number)));
        Killed killed = new Killed(victim.name(), Duration.ofNanos(at - begun), accepted, taken, since(at));
        System.out.print(killed);
        kills.add(killed);
    }

    private Map<TopicPartition, Long> ends(List<String> topics) {
        return RouterStage.ends(admin, topics, PARTITIONS);
    }

    private long deadLetters() {
        return ends(List.of(Topics.DEAD_LETTERS.name())).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void nothingIsMissingDoubledOrOutOfOrder(List<BotLog.Got> got) {
        assertThat(got).as("nothing is doubled").extracting(BotLog.Got::id).doesNotHaveDuplicates();
        Map<String, List<String>> byConversation = got.stream()
                .collect(Collectors.groupingBy(
                        BotLog.Got::conversation, Collectors.mapping(BotLog.Got::text, Collectors.toList())));
        for (int n = 0; n <= CONVERSATIONS; n++) {
            int written = n < CONVERSATIONS ? EVENTS / CONVERSATIONS : kills.size();
            assertThat(byConversation.get(channel(n).conversation(person(n))))
                    .as("conversation " + n + ": all, and in order")
                    .isEqualTo(IntStream.range(0, written)
                            .mapToObj(i -> "message " + i)
                            .toList());
        }
        assertThat(byConversation).hasSize(CONVERSATIONS + 1);
    }

    private void report(WebhookSender sender, List<BotLog.Got> got) {
        Set<String> ids = new HashSet<>();
        long doubled = got.stream().filter(one -> !ids.add(one.id())).count();
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT, "%n%-10s%10s%12s%18s%18s%n", "killed", "at s", "taken", "taken again s", "read again s"));
        kills.forEach(table::append);
        table.append(String.format(
                Locale.ROOT,
                "after %.0f s: %s; %d read, %d lost, %d doubled%n",
                seconds(since(begun)),
                sender,
                got.size(),
                sender.accepted() - ids.size(),
                doubled));
        System.out.println(table);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }

    private int status(String address) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private int statusOrNone(String address) {
        try {
            return status(address);
        } catch (Exception e) {
            return 0;
        }
    }

    private static void get(Future<?> one) throws InterruptedException {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
