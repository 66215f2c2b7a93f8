package io.channeladapter.egress.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.egress.anomaly.Verdict.Anomaly;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final StreamId STREAM = new StreamId("st-00000000-0000-0000-0000-000000000001");
    private static final Conversation PERSON = new Conversation(STREAM, "42");
    private static final Duration LEARNED = Flow.LEARNS.plusMinutes(30);

    private Watch watch = new Watch(Thresholds.USUAL, START);
    private Instant now = START.plus(LEARNED);
    private int number;

    @BeforeEach
    void someoneWrites() {
        assertThat(watch.received(person(99_999), START.minusSeconds(3_600))).isEmpty();
    }

    @Test
    void whereNobodyTellsWhatPeopleWriteEveryReplyCountsAsAskedFor() {
        watch = new Watch(Thresholds.USUAL, START);

        assertThat(flood(20_000)).isEmpty();
        for (int times = 1; times < 20; times++) {
            assertThat(accepted(PERSON, "Hello there")).isEmpty();
        }
        assertThat(accepted(PERSON, "Hello there")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "  100, 30, BOT_LOOP", // through the sandbox
        " 2900, 30, BOT_LOOP", // through Twitter
        " 3100, 99,         ", // slower than what counts as quick
        "  100, 29,         ", // as many turns as a person may take
    })
    void quickTurnsInARowAreTwoBots(long millisATurn, int turns, Anomaly expected) {
        assertThat(talk(turns, millisATurn).map(Verdict::anomaly)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void twoBotsAreFoundAlsoWhereTheLimitLetsOneMessageAMinuteThrough() {
        Optional<Verdict> found = Optional.empty();
        for (int turn = 0; turn < 40 && found.isEmpty(); turn++) {
            watch.sent(PERSON, now, now);
            found = watch.received(PERSON, now.plusMillis(700));
            now = now.plusSeconds(60);
        }

        assertThat(found).get().satisfies(verdict -> {
            assertThat(verdict.anomaly()).isEqualTo(Anomaly.BOT_LOOP);
            assertThat(verdict.userId()).isEqualTo("42");
            assertThat(verdict.detail()).contains("30 times in a row", "3.0 s");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "  2500,   500, BOT_LOOP", // it got the message long before Twitter told so
        "  2500,  5400, BOT_LOOP",
        "  2500,  5600,         ",
        "600000,600700, BOT_LOOP", // a film was uploaded first
        "  2500, -1100,         ", // it wrote before the bot did
    })
    void anAnswerIsQuickFromTheBeginningOfASlowCall(long callMillis, long answeredAfterMillis, Anomaly expected) {
        Optional<Verdict> found = Optional.empty();
        for (int turn = 0; turn < 30; turn++) {
            watch.sent(PERSON, now, now.plusMillis(callMillis));
            found = watch.received(PERSON, now.plusMillis(answeredAfterMillis));
            now = now.plusSeconds(60);
        }

        assertThat(found.map(Verdict::anomaly)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void aPersonWhoPausesOnceInAWhileIsNoBot() {
        for (int round = 0; round < 20; round++) {
            assertThat(talk(25, 1_000)).isEmpty();
            watch.sent(PERSON, now, now);
            now = now.plusSeconds(4);
            assertThat(watch.received(PERSON, now)).isEmpty();
        }
    }

    @Test
    void aPersonWhoWritesManyMessagesInARowIsNoBot() {
        watch.sent(PERSON, now, now);
        for (int message = 0; message < 200; message++) {
            now = now.plusMillis(400);
            assertThat(watch.received(PERSON, now)).isEmpty();
        }
    }

    @Test
    void whatAPersonWroteBeforeTheBotsMessageAndCameLateIsNoAnswerToIt() {
        for (int message = 0; message < 100; message++) {
            watch.sent(PERSON, now, now);
            assertThat(watch.received(PERSON, now.minusSeconds(3_600))).isEmpty();
            now = now.plusMillis(50);
        }
    }

    @Test
    void theSameTextUnaskedIsFoundHoweverItIsWritten() {
        for (String text : new String[] {"Hello there", "Hello  there ", "Hello there", " Hello there"}) {
            assertThat(accepted(PERSON, text)).isEmpty();
        }

        assertThat(accepted(PERSON, "Hello there")).get().satisfies(verdict -> {
            assertThat(verdict.anomaly()).isEqualTo(Anomaly.REPEATED_TEXT);
            assertThat(verdict.userId()).isEqualTo("42");
            assertThat(verdict.detail()).contains("5 times", "person 42").doesNotContain("Hello");
        });
    }

    @Test
    void textsThatTakeTurnsAreFoundToo() {
        int replies = 0;
        Optional<Verdict> found = Optional.empty();
        while (found.isEmpty() && replies < 50) {
            found = accepted(PERSON, "text " + replies++ % 3);
        }

        assertThat(replies).isEqualTo(13);
        assertThat(found.map(Verdict::anomaly)).contains(Anomaly.REPEATED_TEXT);
    }

    @Test
    void whoAsksTheSameSeveralTimesIsAnsweredTheSame() {
        for (int times = 0; times < 19; times++) {
            now = now.plusSeconds(20);
            assertThat(watch.received(PERSON, now)).isEmpty();
            assertThat(accepted(PERSON, "Our hours are 9 to 5.")).isEmpty();
        }
    }

    @Test
    void aBotThatWasDownAnswersEachMessageWhichIsNoMistake() {
        for (int message = 0; message < 15; message++) {
            assertThat(watch.received(PERSON, now)).isEmpty();
            now = now.plusSeconds(1);
        }
        now = now.plus(Duration.ofHours(3));

        for (int answer = 0; answer < 15; answer++) {
            assertThat(accepted(PERSON, "What can I do for you?")).isEmpty();
        }
        for (int more = 0; more < 3; more++) {
            assertThat(accepted(PERSON, "What can I do for you?")).isEmpty();
        }
        assertThat(accepted(PERSON, "What can I do for you?").map(Verdict::anomaly))
                .contains(Anomaly.REPEATED_TEXT);
    }

    @Test
    void theSameTextOnceAnHourIsNoMistake() {
        for (int times = 0; times < 100; times++) {
            assertThat(accepted(PERSON, "Your parcel is on its way.")).isEmpty();
            now = now.plus(Duration.ofMinutes(16));
        }
    }

    @Test
    void repliesWithoutTextAreNotCompared() {
        for (int times = 0; times < 100; times++) {
            assertThat(accepted(PERSON, " ")).isEmpty();
        }
    }

    @Test
    void oneAnswerForManyPeopleIsNoMistake() {
        for (int person = 0; person < 5_000; person++) {
            Conversation conversation = person(person);
            now = now.plusMillis(50);
            assertThat(watch.received(conversation, now)).isEmpty();
            assertThat(accepted(conversation, "Our hours are 9 to 5.")).isEmpty();
            watch.sent(conversation, now, now);
        }
    }

    @Test
    void aDeclaredBroadcastIsNoFlood() {
        for (int person = 0; person < 5_000; person++) {
            assertThat(watch.accepted(person(person), "News!", true, now)).isEmpty();
        }
    }

    @Test
    void unaskedRepliesFarBeyondTheUsualAreAFlood() {
        assertThat(flood(200)).isEmpty();
        assertThat(flood(1)).get().satisfies(verdict -> {
            assertThat(verdict.anomaly()).isEqualTo(Anomaly.FLOOD);
            assertThat(verdict.userId()).isNull();
            assertThat(verdict.detail()).contains("broadcast");
        });
    }

    @Test
    void aFloodIsFoundWhereverInItsTenMinutesItBegins() {
        now = START.plus(LEARNED).plusSeconds(590);
        assertThat(flood(150)).isEmpty();
        now = now.plusSeconds(20);

        assertThat(flood(201)).isPresent();
    }

    @Test
    void whatIsUsualForAChannelIsNoFlood() {
        now = START;
        for (int day = 0; day < 3; day++) {
            for (int slot = 0; slot < 144; slot++) {
                assertThat(flood(slot % 6 == 0 ? 150 : 30)).isEmpty();
                now = now.plus(Flow.SLOT);
            }
        }
        assertThat(flood(1_200)).isEmpty();
        assertThat(flood(400)).isPresent();
    }

    @Test
    void forHalfAnHourAfterAStartNothingIsAFlood() {
        now = START.plus(Flow.LEARNS).minusSeconds(1);
        assertThat(flood(20_000)).isEmpty();
    }

    @Test
    void whatWasReleasedIsUsualFromThenOn() {
        assertThat(flood(201)).isPresent();
        watch.released(STREAM);

        assertThat(flood(1_500)).isEmpty();
        assertThat(flood(1_000)).isPresent();
    }

    @Test
    void aReleaseForgetsTurnsAndTexts() {
        assertThat(talk(30, 100)).isPresent();
        for (int times = 0; times < 5; times++) {
            accepted(PERSON, "again");
        }
        watch.released(STREAM);

        assertThat(talk(29, 100)).isEmpty();
        for (int times = 0; times < 4; times++) {
            assertThat(accepted(PERSON, "again")).isEmpty();
        }
    }

    @Test
    void eachDetectorCanBeSwitchedOff() {
        watch = new Watch(new Thresholds(0, Duration.ofSeconds(3), 0, Duration.ofHours(1), 0, 10), START);

        assertThat(talk(1_000, 10)).isEmpty();
        for (int times = 0; times < 10_000; times++) {
            assertThat(accepted(PERSON, "again")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void peopleOfAllKindsAndABotThatAnswersThemNeverPauseAChannel(long seed) {
        Random chance = new Random(seed);
        for (int message = 0; message < 20_000; message++) {
            Conversation conversation = person(chance.nextInt(40));
            now = now.plusMillis(chance.nextInt(4_000));
            assertThat(watch.received(conversation, now)).isEmpty();
            for (int reply = chance.nextInt(4); reply > 0; reply--) {
                assertThat(watch.accepted(conversation, "answer " + chance.nextInt(500), false, now))
                        .isEmpty();
                Instant began = now.plusMillis(chance.nextInt(2_000));
                watch.sent(conversation, began, began.plusMillis(chance.nextInt(2_000)));
            }
            now = now.plusMillis(chance.nextInt(300));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverWasForgottenWhatIsFoundIsTrue(long seed) {
        Random chance = new Random(seed);
        List<Instant> equal = new ArrayList<>();
        List<Instant> unasked = new ArrayList<>();
        int found = 0;
        for (int step = 0; step < 20_000; step++) {
            now = now.plusSeconds(chance.nextInt(900));
            if (chance.nextInt(50) == 0) {
                watch = new Watch(Thresholds.USUAL, now);
            }
            if (chance.nextInt(10) == 0) {
                assertThat(watch.received(PERSON, now)).isEmpty();
                unasked.clear();
            }
            equal.add(now);
            unasked.add(now);
            if (accepted(PERSON, "again").isPresent()) {
                found++;
                assertThat(within(unasked) >= 5 || within(equal) >= 20)
                        .as("step %s of seed %s", step, seed)
                        .isTrue();
            }
        }
        assertThat(found).isPositive();
    }

    private long within(List<Instant> times) {
        Instant from = now.minus(Thresholds.USUAL.window());
        return times.stream().filter(at -> !at.isBefore(from)).count();
    }

    private Optional<Verdict> talk(int turns, long millisATurn) {
        Optional<Verdict> found = Optional.empty();
        for (int turn = 0; turn < turns && found.isEmpty(); turn++) {
            watch.sent(PERSON, now, now);
            now = now.plusMillis(millisATurn);
            found = watch.received(PERSON, now);
        }
        return found;
    }

    private Optional<Verdict> flood(int replies) {
        Optional<Verdict> found = Optional.empty();
        for (int reply = 0; reply < replies && found.isEmpty(); reply++) {
            found = watch.accepted(person(reply), "news " + number++, false, now);
        }
        return found;
    }

    private Optional<Verdict> accepted(Conversation conversation, String text) {
        return watch.accepted(conversation, text, false, now);
    }

    private static Conversation person(int number) {
        return new Conversation(STREAM, String.valueOf(1_000 + number));
    }
}
