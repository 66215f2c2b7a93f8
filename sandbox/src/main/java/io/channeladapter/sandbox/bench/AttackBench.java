package io.channeladapter.sandbox.bench;

import io.channeladapter.common.process.Closer;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.ingress.Ingress;
import io.channeladapter.ingress.IngressConfig;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How genuine webhooks fare at an ingress while it is attacked, in one way after another. Kafka, the ingress, Twitter and
 * the attacker share one JVM.
 *
 * @param perSecond genuine webhooks, at most 1,000, which is a channel's limit
 * @param attacksPerSecond requests of a flood
 * @param each how long each attack lasts, after half as long that does not count
 */
public record AttackBench(int perSecond, int attacksPerSecond, Duration each) {
    private static final int PARTITIONS = 4;
    private static final int CHANNEL = 0;
    private static final int MOST_PER_SECOND = 1_000;
    private static final int LOOK_MILLIS = 20;
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);

    public AttackBench {
        if (perSecond < 1 || perSecond > MOST_PER_SECOND || attacksPerSecond < 4 || each.toMillis() < 100) {
            throw new IllegalArgumentException(
                    "needs 1 to 1,000 webhooks and 4 attacks a second, and 100 ms for each attack at least");
        }
    }

    /**
     * How it went during one attack.
     *
     * @param attack its name
     * @param attacks requests of the attacker, or connections it opened, since it began
     * @param taken genuine webhooks that were answered with 200
     * @param refused genuine webhooks that were answered otherwise
     * @param lost genuine webhooks that were not answered
     * @param median of the times that those taken needed
     * @param p99 of them
     * @param longest of them
     */
    public record Row(
            String attack,
            long attacks,
            long taken,
            long refused,
            long lost,
            Duration median,
            Duration p99,
            Duration longest) {
        private static final double MEDIAN = 50;
        private static final double P99 = 99;

        private static Row of(String attack, long attacks, GoodRequests.Result result) {
            return new Row(
                    attack,
                    attacks,
                    result.taken(),
                    result.refused(),
                    result.lost(),
                    Duration.ofNanos(result.times().getValueAtPercentile(MEDIAN)),
                    Duration.ofNanos(result.times().getValueAtPercentile(P99)),
                    Duration.ofNanos(result.times().getMaxValue()));
        }
    }

    /**
     * Runs it.
     *
     * @param folder empty; where Kafka keeps everything
     * @param told each row as soon as it is measured: the calm first, then each attack, then the calm again
     * @throws Exception where a part cannot start
     * @throws IOException where a webhook that was answered with 200 is not in the log
     */
    public List<Row> run(Path folder, Consumer<Row> told) throws Exception {
        try (Closer closer = new Closer()) {
            EmbeddedKafka kafka = closer.add(EmbeddedKafka.start(folder.resolve("kafka")));
            Secret keyset = Sealer.newKeyset();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                new TopicCreator(admin, PARTITIONS).ensure(Topics.FIXED);
                new ManyChannels(1).writeTo(kafka.bootstrapServers(), Sealer.with(keyset));
                Ingress ingress =
                        closer.add(Ingress.start(config(kafka.bootstrapServers(), keyset), InstantSource.system()));
                awaitReady(ingress);

                Front front = new Front(
                        ingress.port(),
                        "/webhooks/twitter/" + ManyChannels.streamId(CHANNEL),
                        ManyChannels.apiSecretKey(CHANNEL));
                GoodRequests good = new GoodRequests(front, perSecond);
                List<Row> rows = new ArrayList<>();
                rows.add(measured("calm", () -> 0, good, told));
                for (Attack attack : Attacks.on(front, attacksPerSecond)) {
                    try (Attacker attacker = Attacker.start(attack, front.port())) {
                        rows.add(measured(attack.name(), attacker::done, good, told));
                    }
                }
                rows.add(measured("calm again", () -> 0, good, told));

                long taken = rows.stream().mapToLong(Row::taken).sum();
                long stored = stored(admin);
                if (stored < taken) {
                    throw new IOException(
                            taken + " webhooks were answered with 200, but " + stored + " are in the log");
                }
                return List.copyOf(rows);
            }
        }
    }

    private Row measured(String name, LongSupplier attacks, GoodRequests good, Consumer<Row> told) {
        good.send(each.dividedBy(2));
        GoodRequests.Result result = good.send(each);
        Row row = Row.of(name, attacks.getAsLong(), result);
        told.accept(row);
        return row;
    }

    private static long stored(Admin admin) throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(IntStream.range(0, PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(Topics.WEBHOOKS.name(), partition))
                        .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                .all()
                .get()
                .values()
                .stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    private static IngressConfig config(String kafka, Secret keyset) throws Exception {
        return IngressConfig.from(Settings.load(
                IngressConfig.KEYS,
                Map.of(
                        "ADAPTER_KAFKA_BOOTSTRAP_SERVERS",
                        kafka,
                        "ADAPTER_TOPICS_PARTITIONS",
                        String.valueOf(PARTITIONS),
                        "ADAPTER_SECRETS_KEYSET",
                        keyset.reveal(),
                        "ADAPTER_INGRESS_HOST",
                        "127.0.0.1",
                        "ADAPTER_INGRESS_PORT",
                        "0",
                        "ADAPTER_INGRESS_MANAGEMENT_HOST",
                        "127.0.0.1",
                        "ADAPTER_INGRESS_MANAGEMENT_PORT",
                        "0",
                        "ADAPTER_INGRESS_TRUSTED_PROXIES",
                        "127.0.0.1")));
    }

    private static void awaitReady(Ingress ingress) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!ingress.readiness().ready()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the ingress is " + ingress.readiness().text());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
