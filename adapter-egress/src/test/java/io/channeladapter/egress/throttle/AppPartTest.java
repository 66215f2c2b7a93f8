package io.channeladapter.egress.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.egress.throttle.Ask.Urgency;
import io.channeladapter.egress.throttle.Throttle.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An app's day, divided among the channels of many tasks of which none knows what the others spend. */
class AppPartTest {
    private static final Instant START = Instant.parse("2026-11-23T10:17:00Z");
    private static final Duration TURN = Quota.DAY.multipliedBy(AppPart.TURN_DAYS);
    private static final Duration STEP = Duration.ofMinutes(12);

    /** A task's channels of the app; each of them always has something to send. */
    private static final class Task {
        final AppPart part;
        final AppLine<Integer> line = new AppLine<>(STEP.multipliedBy(2));
        final List<Integer> channels = new ArrayList<>();
        AppQuota quota = AppQuota.NONE;

        Task(AppPart part) {
            this.part = part;
            for (int i = 0; i < part.mine(); i++) {
                channels.add(part.before() + i);
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void g8_partsOfAllTasksNeverExceedTheLimitInAnyWindowAndNobodyStarves(long seed) {
        Random random = new Random(seed);
        List<Task> tasks = tasks(random);
        int all = tasks.getFirst().part.all();
        int limit = 1 + random.nextInt(seed % 2 == 0 ? all : 3 * all);
        Allowance allowance = new Allowance(List.of(new Quota(Scope.APP_DAY, limit, Quota.DAY)), 0, 20);
        int[] sent = new int[all];
        Deque<Instant> lastDay = new ArrayDeque<>();
        Instant end = START.plus(TURN.multipliedBy(all / limit + 3));

        for (Instant now = START; now.isBefore(end); now = now.plus(STEP)) {
            while (!lastDay.isEmpty() && !lastDay.getFirst().isAfter(now.minus(Quota.DAY))) {
                lastDay.removeFirst();
            }
            Collections.shuffle(tasks, random);
            for (Task task : tasks) {
                Collections.shuffle(task.channels, random);
                // Twice, since whose turn it is may ask first or last.
                for (int i = 0; i < 2 * task.channels.size(); i++) {
                    int channel = task.channels.get(i % task.channels.size());
                    // Some have many broadcasts, others now and then an answer; both have their turn.
                    Urgency urgency = channel % 3 == 0 ? Urgency.AGED : Urgency.LIVE;
                    if (goes(task, channel, urgency, allowance, now)) {
                        sent[channel]++;
                        lastDay.addLast(now);
                    }
                }
            }
            assertThat(lastDay).hasSizeLessThanOrEqualTo(limit);
        }
        assertThat(sent).doesNotContain(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1_439, 1_440, 15_000})
    void wholeLimitIsGivenAtTheBeginningOfEachTurnHoweverManyChannelsThereAre(int limit) {
        Random random = new Random(limit);
        Quota quota = new Quota(Scope.APP_DAY, limit, Quota.DAY);
        List<AppPart> parts = new ArrayList<>();
        int all = 10_000;
        for (int before = 0; before < all; ) {
            int mine = Math.min(all - before, 1 + random.nextInt(700));
            parts.add(new AppPart(before, mine, all));
            before += mine;
        }
        for (int turn = 0; turn < 30; turn++) {
            Instant begins = Instant.ofEpochMilli(TURN.toMillis() * (10_000 + turn));
            assertThat(parts.stream().mapToLong(part -> part.of(quota, begins)).sum())
                    .isEqualTo(limit);
            Instant later = begins.plus(Quota.DAY);
            assertThat(parts)
                    .allSatisfy(part -> assertThat(part.of(quota, later)).isEqualTo((long) limit * part.mine() / all));
        }
    }

    private static boolean goes(Task task, int channel, Urgency urgency, Allowance allowance, Instant now) {
        List<Room> rooms = task.quota.rooms(task.part, allowance, 0, now);
        long ahead = task.line.ahead(channel, urgency, rooms.getFirst().free(), now);
        List<Room> inLine = task.quota.rooms(task.part, allowance, ahead, now);
        if (Throttle.decide(Limits.NONE, Allowance.NONE, inLine, Ask.counted(urgency, 0), now) instanceof Verdict.Go) {
            task.line.leaves(channel);
            task.quota = task.quota.answered(RateLimits.UNKNOWN, true, allowance, now);
            return true;
        }
        task.line.waits(channel, urgency, now);
        return false;
    }

    private static List<Task> tasks(Random random) {
        int count = 1 + random.nextInt(8);
        List<Integer> sizes = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            sizes.add(1 + random.nextInt(random.nextBoolean() ? 2 : 9));
        }
        int all = sizes.stream().mapToInt(size -> size).sum();
        List<Task> tasks = new ArrayList<>();
        int before = 0;
        for (int size : sizes) {
            tasks.add(new Task(new AppPart(before, size, all)));
            before += size;
        }
        return tasks;
    }
}
