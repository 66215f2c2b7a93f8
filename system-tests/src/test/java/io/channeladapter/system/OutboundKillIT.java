package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.sandbox.simulator.world.SendLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bots answer by the thousand, to 50 channels whose shares follow Zipf, while Twitter refuses, cuts and holds one
 * channel back, and senders are killed, stand still, come and go. {@code -Dkill.replies=20000} is how many replies;
 * {@code -Dkill.compare=true} runs it once without the blocked channel before, and tells how the others fared.
 */
class OutboundKillIT {
    private static final int REPLIES = Integer.getInteger("kill.replies", 2_000);
    private static final int CHANNELS = 50;
    private static final int PEOPLE_A_CHANNEL = 10;
    private static final int BLOCKED = 1;
    private static final int BLOCK_SECONDS = 20;
    /** Longer than its group waits for it, so that another sender gets its channels meanwhile. */
    private static final Duration STANDS_STILL = Duration.ofSeconds(15);

    private static final Duration AT_MOST = Duration.ofMinutes(8);
    private static final List<BotId> BOTS = List.of(new BotId("first"), new BotId("second"));
    /** Far above what is sent: what is counted here is that nothing but the blocked channel was ever refused. */
    private static final SendLimits SENDS = new SendLimits(100_000, 100_000, 5, Duration.ofHours(24));

    @TempDir
    private Path folder;

    /** How a run went; {@code others} is when the last reply of a channel that was not blocked was sent. */
    private record Run(Duration all, Duration others) {}

    /** One step of what happens to the senders, at this share of the replies. */
    private record Step(double at, String what, Runnable does) {}

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void g5_g6_g7_g8_eachReplyIsSentOnceInOrderWhateverIsKilledRefusedOrHeldBack() throws Exception {
        Run free = Boolean.getBoolean("kill.compare") ? run("free", false) : null;
        Run blocked = run("blocked", true);
        if (free != null) {
            System.out.printf(
                    Locale.ROOT,
                    "the other channels: %.1f s, without the blocked one %.1f s: %.2f times%n",
                    seconds(blocked.others()),
                    seconds(free.others()),
                    seconds(blocked.others()) / seconds(free.others()));
        }
    }

    private Run run(String name, boolean blocks) throws Exception {
        try (OutboundStage stage = new OutboundStage(folder.resolve(name), BOTS, SENDS)) {
            Twitter twitter = stage.twitter();
            List<Line> lines = new ArrayList<>();
            for (int c = 0; c < CHANNELS; c++) {
                int number = c;
                lines.add(new Line(
                        stage.newChannel(BOTS.get(c % BOTS.size())),
                        IntStream.range(0, PEOPLE_A_CHANNEL)
                                .mapToObj(p -> twitter.addPerson("P" + number + "x" + p))
                                .toList()));
            }
            ReadyChannel held = lines.get(BLOCKED).channel();
            twitter.fault("*", "latency", Map.of("millis", 50));
            twitter.fault("*", "error", Map.of("status", 503, "every", 50));
            twitter.fault("*", "cut-after-accept", Map.of("every", 100));
            Program first = stage.startSender("a");
            try (BotLog bots = stage.bots()) {
                Map<String, List<String>> expected = new HashMap<>();
                List<Planned> plan = plan(lines);
                Instant begun = Instant.now();
                for (Planned one : plan) {
                    stage.reply(one.channel(), one.person(), one.id(), one.id());
                    expected.computeIfAbsent(one.channel().conversation(one.person()), c -> new ArrayList<>())
                            .add(one.id());
                }
                stage.flush();
                stage.repliesAreChecked(plan.size());
                System.out.printf(
                        Locale.ROOT, "%n%s: %d replies checked after %.1f s%n", name, plan.size(), since(begun));

                disturb(stage, first, bots, blocks ? Optional.of(held) : Optional.empty(), begun);
                await("every reply has its outcome")
                        .atMost(AT_MOST)
                        .until(() -> finals(bots).size() >= plan.size());

                Map<String, List<String>> finals = finals(bots);
                Run run = report(bots, held, begun);
                assertThat(finals.keySet())
                        .isEqualTo(plan.stream().map(Planned::id).collect(Collectors.toSet()));
                assertThat(finals.values())
                        .as("g5: one final outcome each")
                        .allSatisfy(kinds -> assertThat(kinds).containsExactly("message.sent"));
                everyoneGotAllOnceAndInOrder(twitter, lines, expected);
                nobodyElseWasRefused(twitter, lines, blocks);
                return run;
            }
        }
    }

    /** A channel and those who write with it. */
    private record Line(ReadyChannel channel, List<String> people) {}

    private record Planned(ReadyChannel channel, String person, String id) {}

    /** Channel n gets a share of 1/n, its people one after the other. */
    private static List<Planned> plan(List<Line> lines) {
        double sum =
                IntStream.rangeClosed(1, CHANNELS).mapToDouble(n -> 1.0 / n).sum();
        List<Planned> plan = new ArrayList<>();
        double[] due = new double[CHANNELS];
        int[] written = new int[CHANNELS];
        for (int n = 0; n < REPLIES; n++) {
            int most = 0;
            for (int c = 0; c < CHANNELS; c++) {
                due[c] += 1.0 / (c + 1) / sum;
                most = due[c] > due[most] ? c : most;
            }
            due[most]--;
            Line line = lines.get(most);
            String person = line.people().get(written[most]++ % PEOPLE_A_CHANNEL);
            plan.add(new Planned(line.channel(), person, "reply " + n));
        }
        return plan;
    }

    private static void disturb(
            OutboundStage stage, Program first, BotLog bots, Optional<ReadyChannel> blocked, Instant begun) {
        List<Program> senders = new ArrayList<>(List.of(first));
        List<Step> steps = new ArrayList<>(List.of(
                new Step(0.10, "b joins", () -> senders.add(stage.startSender("b"))),
                new Step(0.20, "a is killed", () -> killed(first)),
                new Step(0.35, "b is killed", () -> killed(senders.get(1))),
                new Step(0.50, "c joins", () -> senders.add(stage.startSender("c"))),
                new Step(0.55, "c stands still", () -> senders.get(2).standStill(STANDS_STILL)),
                new Step(0.60, "b leaves", () -> senders.get(1).stop()),
                new Step(0.75, "a is killed", () -> killed(first)),
                new Step(0.90, "c leaves", () -> senders.get(2).stop())));
        blocked.ifPresent(channel ->
                steps.addFirst(new Step(0.05, "one channel is held back", () -> block(stage.twitter(), channel))));
        for (Step step : steps) {
            await(step.what())
                    .atMost(AT_MOST)
                    .pollInterval(20, TimeUnit.MILLISECONDS)
                    .until(() -> sent(bots) >= step.at() * REPLIES);
            System.out.printf(Locale.ROOT, "%7.1f s %6d sent: %s%n", since(begun), sent(bots), step.what());
            step.does().run();
        }
    }

    private static void killed(Program sender) {
        sender.kill();
        sender.startAgain();
    }

    private static void block(Twitter twitter, ReadyChannel channel) {
        String fault = twitter.fault(channel.accountId(), "rate-limited", Map.of("resetSeconds", BLOCK_SECONDS));
        CompletableFuture.delayedExecutor(BLOCK_SECONDS - 1, TimeUnit.SECONDS).execute(() -> twitter.takeBack(fault));
    }

    private static long sent(BotLog bots) {
        return bots.all().stream()
                .filter(got -> got.id().contains("/message.sent/"))
                .count();
    }

    /** Kinds of the final outcomes of each reply, those told twice under one id once. */
    private static Map<String, List<String>> finals(BotLog bots) {
        Map<String, List<String>> finals = new HashMap<>();
        bots.all().stream().map(BotLog.Got::id).distinct().forEach(id -> {
            String[] parts = id.split("/", 3);
            if (Set.of("message.sent", "message.failed", "message.expired").contains(parts[1])) {
                finals.computeIfAbsent(parts[2], reply -> new ArrayList<>()).add(parts[1]);
            }
        });
        return finals;
    }

    private static void everyoneGotAllOnceAndInOrder(
            Twitter twitter, List<Line> lines, Map<String, List<String>> expected) {
        for (Line line : lines) {
            for (String person : line.people()) {
                String conversation = line.channel().conversation(person);
                assertThat(twitter.received(person, line.channel().accountId()))
                        .as("g6, g7: " + conversation + " got all, once and in order")
                        .isEqualTo(expected.getOrDefault(conversation, List.of()));
            }
        }
    }

    private static void nobodyElseWasRefused(Twitter twitter, List<Line> lines, boolean blocks) {
        for (int c = 0; c < lines.size(); c++) {
            String account = lines.get(c).channel().accountId();
            assertThat(twitter.stats(account).path("refused429").asInt())
                    .as("g8: calls of channel " + c + " that met a limit, but for those under way at that moment")
                    .isLessThanOrEqualTo(blocks && c == BLOCKED ? PEOPLE_A_CHANNEL : 0);
        }
    }

    private static Run report(BotLog bots, ReadyChannel blocked, Instant begun) {
        Instant all = begun;
        Instant others = begun;
        Map<String, Integer> kinds = new HashMap<>();
        for (BotLog.Got got : bots.all()) {
            String kind = got.id().split("/", 3)[1];
            kinds.merge(kind, 1, Integer::sum);
            if (kind.equals("message.sent")) {
                all = got.at().isAfter(all) ? got.at() : all;
                boolean other =
                        !got.conversation().startsWith(blocked.streamId().value());
                others = other && got.at().isAfter(others) ? got.at() : others;
            }
        }
        Run run = new Run(Duration.between(begun, all), Duration.between(begun, others));
        System.out.printf(
                Locale.ROOT,
                "all sent after %.1f s, %.0f a second; the channels that were not held back after %.1f s; %s%n",
                seconds(run.all()),
                REPLIES / seconds(run.all()),
                seconds(run.others()),
                kinds);
        return run;
    }

    private static double since(Instant at) {
        return seconds(Duration.between(at, Instant.now()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
