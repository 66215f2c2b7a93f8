package io.channeladapter.config.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Vitals;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuietTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T09:00:00Z");
    private static final Duration LOOK = Duration.ofMinutes(15);

    /** Open from nine to five on weekdays, closed at night and over the weekend, and of a random liveliness. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aChannelWithinItsUsualRhythmIsNeverCalledSilent(int seed) {
        Random random = new Random(seed);
        int meanMinutes = 5 + random.nextInt(120);
        boolean weekends = random.nextBoolean();
        Vitals vitals = Vitals.NONE;
        Instant next = BEGIN;
        for (Instant now = BEGIN; now.isBefore(BEGIN.plus(Duration.ofDays(60))); now = now.plus(LOOK)) {
            while (!next.isAfter(now)) {
                if (isOpen(next, weekends)) {
                    vitals = seen(vitals, next);
                }
                next = next.plusSeconds(300 + (long) (-Math.log(1 - random.nextDouble()) * meanMinutes * 60));
            }
            assertThat(Quiet.isUnusual(vitals, BEGIN, now))
                    .as("seed %s at %s after %s", seed, now, vitals)
                    .isFalse();
        }
        assertThat(Quiet.isUnusual(vitals, BEGIN, BEGIN.plus(Duration.ofDays(90))))
                .isTrue();
    }

    @Test
    void whatIsNotYetWellKnownIsNotCalledSilent() {
        Instant later = BEGIN.plus(Duration.ofDays(300));
        Vitals few = every(Duration.ofMinutes(5), Quiet.LEAST_GAPS);

        assertThat(Quiet.isUnusual(null, BEGIN, later)).isFalse();
        assertThat(Quiet.isUnusual(Vitals.NONE, BEGIN, later)).isFalse();
        assertThat(Quiet.isUnusual(few, BEGIN, later)).isFalse();
        assertThat(Quiet.isUnusual(every(Duration.ofMinutes(5), Quiet.LEAST_GAPS + 1), BEGIN, later))
                .isTrue();
    }

    @Test
    void aYoungChannelIsNotCalledSilent() {
        Vitals busy = every(Duration.ofMinutes(5), 100);

        assertThat(Quiet.isUnusual(busy, BEGIN, BEGIN.plus(Quiet.LEAST_AGE).minusSeconds(1)))
                .isFalse();
        assertThat(Quiet.isUnusual(busy, BEGIN, BEGIN.plus(Quiet.LEAST_AGE))).isTrue();
    }

    @Test
    void silenceIsUnusualFromThreeTimesTheLongestAndFromAnHour() {
        Vitals everyTwoHours = every(Duration.ofHours(2), 200);
        Instant last = Objects.requireNonNull(everyTwoHours.lastEventAt());
        Vitals everyFiveMinutes = every(Duration.ofMinutes(5), 3_000);
        Instant lastOfThese = Objects.requireNonNull(everyFiveMinutes.lastEventAt());

        assertThat(Quiet.isUnusual(everyTwoHours, BEGIN, last.plus(Duration.ofHours(6))))
                .isFalse();
        assertThat(Quiet.isUnusual(
                        everyTwoHours, BEGIN, last.plus(Duration.ofHours(6)).plusSeconds(1)))
                .isTrue();
        assertThat(Quiet.isUnusual(everyFiveMinutes, BEGIN, lastOfThese.plus(Duration.ofMinutes(59))))
                .isFalse();
        assertThat(Quiet.isUnusual(everyFiveMinutes, BEGIN, lastOfThese.plus(Duration.ofMinutes(60))))
                .isTrue();
    }

    @Test
    void aLongSilenceOfThePastFades() {
        Duration faded = Quiet.learn(Duration.ofHours(100), Quiet.HALF_LIFE.dividedBy(28));

        assertThat(faded).isLessThan(Duration.ofHours(100)).isGreaterThan(Duration.ofHours(96));
    }

    private static Vitals every(Duration gap, int times) {
        Vitals vitals = Vitals.NONE;
        for (int i = 0; i < times; i++) {
            vitals = seen(vitals, BEGIN.plus(gap.multipliedBy(i)));
        }
        return vitals;
    }

    private static Vitals seen(@Nullable Vitals vitals, Instant at) {
        return Objects.requireNonNull(VitalSigns.after(
                vitals,
                new io.channeladapter.common.channel.ChannelSignal(
                        Samples.STREAM,
                        io.channeladapter.common.channel.ChannelSignal.Kind.EVENT_SEEN,
                        "bot-router",
                        at,
                        "Seen.",
                        null,
                        null)));
    }

    private static boolean isOpen(Instant at, boolean weekends) {
        OffsetDateTime time = at.atOffset(ZoneOffset.UTC);
        boolean weekend = time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
        return time.getHour() >= 9 && time.getHour() < 17 && (weekends || !weekend);
    }
}
