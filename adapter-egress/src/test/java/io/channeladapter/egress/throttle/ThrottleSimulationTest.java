package io.channeladapter.egress.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.egress.throttle.CountingTwitter.Headers;
import io.channeladapter.egress.throttle.SimulatedTask.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The throttle against a Twitter that counts: whatever it tells of its windows, in whatever order its answers come, and
 * however often a task dies, no window is overdrawn, nobody starves and next to nothing stays unused: measured, 0.96 to
 * 1.0 of what the limits allow, and 0.84 to 0.98 where the headers contradict each other.
 */
class ThrottleSimulationTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    /** A "day" of four hours, so that many of them pass. */
    private static final Duration DAY = Duration.ofHours(4);

    private static final Duration AGED = Duration.ofHours(6);

    static Stream<Arguments> worlds() {
        return Stream.of(Headers.values())
                .flatMap(headers -> Stream.of(true, false)
                        .flatMap(aligned -> Stream.of(true, false)
                                .flatMap(crashes ->
                                        Stream.of(1L, 2L).map(seed -> Arguments.of(headers, aligned, crashes, seed)))));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void g8_shortWindowOfAnAccountIsUsedUpAndNeverOverdrawn(
            Headers headers, boolean aligned, boolean crashes, long seed) {
        Allowance allowance = allowance(new Quota(Scope.ENDPOINT, 15, Quota.SHORT));
        run(allowance, 1, 1, 15.0 / 15, Duration.ofDays(1), headers, aligned, crashes, seed);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void g8_dayOfAnAccountIsUsedUpAndNeverOverdrawn(Headers headers, boolean aligned, boolean crashes, long seed) {
        Allowance allowance =
                allowance(new Quota(Scope.ENDPOINT, 15, Quota.SHORT), new Quota(Scope.USER_DAY, 150, DAY));
        run(allowance, 1, 1, 150.0 / 240, Duration.ofDays(2), headers, aligned, crashes, seed);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void g8_dayOfAnAppIsUsedUpAndNeverOverdrawnByItsInstances(
            Headers headers, boolean aligned, boolean crashes, long seed) {
        Allowance allowance = allowance(new Quota(Scope.ENDPOINT, 15, Quota.SHORT), new Quota(Scope.APP_DAY, 300, DAY));
        run(allowance, 3, 2, 300.0 / 240, Duration.ofDays(2), headers, aligned, crashes, seed);
    }

    private static void run(
            Allowance allowance,
            int tasks,
            int channelsOfTask,
            double perMinute,
            Duration length,
            Headers headers,
            boolean aligned,
            boolean crashes,
            long seed) {
        Random random = new Random(seed);
        CountingTwitter twitter = new CountingTwitter(seed, headers, aligned);
        List<SimulatedTask> all = new ArrayList<>();
        for (int t = 0; t < tasks; t++) {
            AppPart part = new AppPart(t * channelsOfTask, channelsOfTask, tasks * channelsOfTask);
            SimulatedTask task = new SimulatedTask(allowance, part, twitter, seed * 100 + t);
            for (int c = 0; c < channelsOfTask; c++) {
                task.accounts.add(new Account(t + "-" + c));
            }
            all.add(task);
        }
        double live = perMinute / (tasks * channelsOfTask) / 60 * 0.15;
        Instant end = START.plus(length);
        for (Instant now = START; now.isBefore(end); now = now.plusSeconds(1)) {
            for (SimulatedTask task : all) {
                for (Account account : task.accounts) {
                    if (random.nextDouble() < live) {
                        account.live.add(now);
                    }
                    if (account.broadcast.size() < 20) {
                        account.broadcast.add(now);
                    }
                }
                if (crashes && random.nextInt(3 * 3_600) == 0) {
                    task.crash(now);
                }
                task.step(now, AGED);
            }
        }
        int sent = 0;
        for (SimulatedTask task : all) {
            for (Account account : task.accounts) {
                sent += account.sent;
                assertThat(account.sentBroadcast)
                        .as("broadcasts of %s", account.name)
                        .isPositive();
                assertThat(account.sentLive).as("answers of %s", account.name).isPositive();
            }
        }
        double possible = perMinute * length.toMinutes();
        assertThat(twitter.overdrawn()).isZero();
        assertThat(sent / possible).isGreaterThan(headers == Headers.CONTRADICTING ? 0.8 : 0.95);
    }

    private static Allowance allowance(Quota... quotas) {
        return new Allowance(List.of(quotas), 0, 20);
    }
}
