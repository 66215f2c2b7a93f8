package io.channeladapter.config.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.history.EventLog;
import io.channeladapter.config.http.TestServer;
import io.channeladapter.config.letter.Letter;
import io.channeladapter.config.letter.LetterFields;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letter.Turn;
import io.channeladapter.config.letterbox.InMemoryLetterbox;
import io.channeladapter.config.replay.FrontDoor.Answer;
import io.channeladapter.config.replay.Replayed.Fate;
import io.channeladapter.config.view.CommandBus;
import io.channeladapter.config.view.testing.InMemoryChannels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final StreamId STREAM = Samples.STREAM;

    private final InMemoryChannels channels = new InMemoryChannels();
    private final InMemoryLetterbox letters = new InMemoryLetterbox();
    private final RecordingFrontDoor front = new RecordingFrontDoor();
    private final SteppedTicker ticker = new SteppedTicker();
    private final Sealer sealer = Sealer.with(Sealer.newKeyset());
    private boolean historyWhole = true;
    private final AtomicLong ids = new AtomicLong();
    private final Replay replay = new Replay(
            letters,
            new Replays((streamId, from) -> new EventLog.Found(channels.events(), historyWhole)),
            channels,
            sealer,
            front,
            20,
            ticker,
            InstantSource.fixed(Samples.NOW),
            () -> new UUID(2, ids.incrementAndGet()),
            new SimpleMeterRegistry());

    @BeforeEach
    void enable() {
        submit(Samples.CREATE);
        submit(new Command.Configure(
                ApiGeneration.ACCOUNT_ACTIVITY_V1, "prod", TestServer.KEYS.seal(sealer, STREAM), null, null, null));
        submit(Samples.AUTHORIZE);
        submit(Samples.ENABLE);
    }

    @Test
    void g3_theOldestIsSentFirstHoweverTheyWereFound() throws Exception {
        put(12, 3, 40);

        Replayed replayed = many(false, false);

        assertThat(front.brought()).containsExactly("3-3", "3-12", "3-40");
        assertThat(replayed.count(Fate.SENT)).isEqualTo(3);
        assertThat(replayed.more()).isFalse();
    }

    @Test
    void whatWasSentIsInTheHistoryWithWhoDidItAndMakesNoOnesVersionStale() throws Exception {
        put(3, 4);
        long before = channel().lastChange();

        many(false, false);

        ChannelEvent event = channels.events().getLast();
        assertThat(event.type()).isEqualTo(ChannelEvent.Type.LETTERS_REPLAYED);
        assertThat(event.actor()).isEqualTo("otto");
        assertThat(event.details()).isEqualTo(Map.of("letters", "2", "ids", "3-3..4"));
        assertThat(channel().lastChange()).isEqualTo(before);
    }

    @Test
    void sendingTwiceSendsOnceUnlessInsisted() throws Exception {
        put(3, 4);
        many(false, false);
        put(5);

        Replayed second = many(false, false);

        assertThat(front.brought()).containsExactly("3-3", "3-4", "3-5");
        assertThat(second.sentAlready()).isEqualTo(2);
        many(false, true);
        assertThat(front.brought()).hasSize(6);
    }

    @Test
    void aDryRunSendsNothingAndSaysWhatWould() throws Exception {
        put(3);
        letters.put(
                InMemoryLetterbox.letter(
                        4, STREAM + ":7", "bot.demo.replies", "invalid-reply", Samples.NOW.minusSeconds(9), null),
                "{}");
        int events = channels.events().size();

        Replayed dry = many(true, false);

        assertThat(front.brought()).isEmpty();
        assertThat(dry.letters()).extracting(each -> each.fate()).containsExactly(Fate.SENT, Fate.REFUSED);
        assertThat(dry.letters().getLast().code()).isEqualTo("reply");
        assertThat(channels.events()).hasSize(events);
    }

    @Test
    void whatFailedAgainDoesNotGoRoundAndRound() throws Exception {
        letters.put(
                InMemoryLetterbox.letter(
                        9, STREAM.value(), "twitter.webhooks", "wrong-user", Samples.NOW.minusSeconds(9), id(3)),
                "{}");

        assertThat(many(false, false).failedAgain()).isEqualTo(1);

        assertThat(front.brought()).isEmpty();
        assertThat(many(false, true).count(Fate.SENT)).isEqualTo(1);
    }

    @Test
    void oneWebhookOfSeveralLettersIsSentOnce() throws Exception {
        for (long offset = 1; offset <= 2; offset++) {
            letters.put(
                    new io.channeladapter.config.letter.Letter(
                            id(offset),
                            STREAM.value(),
                            "channel-disabled",
                            "",
                            new io.channeladapter.config.letter.Letter.Origin("twitter.webhooks", 0, 77),
                            "bot-router",
                            Samples.NOW.minusSeconds(9),
                            2,
                            null),
                    "{}");
        }

        Replayed replayed = many(false, false);

        assertThat(front.brought()).containsExactly("3-1");
        assertThat(replayed.count(Fate.SENT)).isEqualTo(2);
        assertThat(replayed.letters().getLast().text()).contains("the same webhook as 3-1");
    }

    @Test
    void theIngressIsGivenTheTimeThatItAsksFor() throws Exception {
        put(3, 4);
        front.answer(id ->
                front.brought().size() == 1 ? new Answer.Later(Duration.ofSeconds(3), "Busy.") : new Answer.Taken());

        assertThat(many(false, false).count(Fate.SENT)).isEqualTo(2);

        assertThat(front.brought()).containsExactly("3-3", "3-3", "3-4");
        assertThat(ticker.nanos()).isGreaterThanOrEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void anIngressThatIsAwayEndsItAndTheRestIsLeftInItsOrder() throws Exception {
        put(3, 4, 5);
        front.answer(id -> id.equals("3-4")
                ? new Answer.Later(Duration.ofSeconds(1), "The ingress does not answer.")
                : new Answer.Taken());

        Replayed replayed = many(false, false);

        assertThat(replayed.letters()).extracting(each -> each.fate()).containsExactly(Fate.SENT, Fate.LEFT, Fate.LEFT);
        assertThat(replayed.stopped()).isEqualTo("The ingress does not answer.");
        assertThat(replayed.more()).isTrue();
        assertThat(front.brought()).doesNotContain("3-5");
        front.answer(id -> new Answer.Taken());
        assertThat(many(false, false).ids(Fate.SENT)).containsExactly(id(4), id(5));
    }

    @Test
    void aDoorThatIsShutIsNotKnockedAtAgain() throws Exception {
        put(3, 4);
        front.answer(id -> new Answer.Shut("No such key."));

        Replayed replayed = many(false, false);

        assertThat(front.brought()).containsExactly("3-3");
        assertThat(replayed.count(Fate.LEFT)).isEqualTo(2);
        assertThat(replayed.stopped()).isEqualTo("No such key.");
    }

    @Test
    void noMoreAreSentInASecondThanIsSet() throws Exception {
        put(java.util.stream.LongStream.range(0, 100).toArray());

        assertThat(many(false, false).count(Fate.SENT)).isEqualTo(100);

        assertThat(Duration.ofNanos(ticker.nanos())).isBetween(Duration.ofMillis(4_900), Duration.ofMillis(5_100));
    }

    @Test
    void aHistoryThatCannotBeToldIsAdmitted() throws Exception {
        put(3);
        channels.answerNext(new CommandBus.Outcome.Undecided());

        Replayed replayed = many(false, false);

        assertThat(replayed.count(Fate.SENT)).isEqualTo(1);
        assertThat(replayed.unrecorded()).isTrue();
    }

    @Test
    void oneThatIsNamedIsRefusedWithItsReason() throws Exception {
        put(3);
        many(false, false);

        Replayed second = replay.one(Optional.of(channel()), letters.open(id(3)).orElseThrow(), wish(false, false));

        assertThat(second.letters().getFirst().code()).isEqualTo("sent-already");
        assertThat(second.letters().getFirst().text()).contains("by otto");
    }

    @Test
    void keysThatCannotBeOpenedAreTold() {
        put(3);
        submit(new Command.Configure(ApiGeneration.ACCOUNT_ACTIVITY_V1, "prod", "sealed-by-another", null, null, null));
        submit(Samples.AUTHORIZE);

        assertThatThrownBy(() -> many(false, false))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("credentials-unreadable"));
        assertThat(front.brought()).isEmpty();
    }

    @Test
    void whoInsistsComesPastTheFirstBatch() throws Exception {
        put(3, 4, 5);
        letters.put(reply(1), "{}");

        Replayed first = many(false, true, 2, null);
        Replayed second = many(false, true, 2, first.next());

        assertThat(first.more()).isTrue();
        assertThat(first.next()).hasToString("webhook_3-4");
        assertThat(front.brought()).containsExactly("3-3", "3-4", "3-5");
        assertThat(second.letters().getLast().letter().id()).isEqualTo(id(1));
        assertThat(second.more()).isFalse();
        assertThat(second.next()).isNull();
    }

    @Test
    void whatCannotBeSentDoesNotBlockWhatIsBehind() throws Exception {
        letters.put(reply(1), "{}");
        letters.put(reply(2), "{}");
        letters.put(reply(3), "{}");

        Replayed first = many(false, false, 2, null);
        Replayed second = many(false, false, 2, first.next());

        assertThat(first.count(Fate.REFUSED)).isEqualTo(2);
        assertThat(first.next()).hasToString("other_3-2");
        assertThat(second.ids(Fate.REFUSED)).containsExactly(id(3));
    }

    @Test
    void whatWasLeftIsNotPassed() throws Exception {
        put(3, 4);
        front.answer(id -> id.equals("3-4") ? new FrontDoor.Answer.Shut("It is shut.") : new FrontDoor.Answer.Taken());

        Replayed replayed = many(false, false);

        assertThat(replayed.more()).isTrue();
        assertThat(replayed.next()).hasToString("webhook_3-3");
    }

    @Test
    void aHistoryThatWasNotReadWholeIsNoReasonToSendTwice() throws Exception {
        put(3);
        historyWhole = false;

        assertThatThrownBy(() -> many(false, false))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("history-too-long"));
        assertThat(many(true, false).count(Fate.SENT)).isEqualTo(1);
        assertThat(front.brought()).isEmpty();
        many(false, true);
        assertThat(front.brought()).containsExactly("3-3");
    }

    private static Letter reply(long offset) {
        return InMemoryLetterbox.letter(
                offset, STREAM + ":7", "bot.demo.replies", "invalid-reply", Samples.NOW.minusSeconds(9), null);
    }

    private Replayed many(boolean dryRun, boolean again) throws Exception {
        return many(dryRun, again, 100, null);
    }

    private Replayed many(boolean dryRun, boolean again, int limit, @Nullable Turn after) throws Exception {
        LetterFields fields = new LetterFields(STREAM.value(), null, null, null, null, null, null);
        return replay.many(channel(), fields.search(Samples.NOW, limit), after, wish(dryRun, again));
    }

    private static Replay.Wish wish(boolean dryRun, boolean again) {
        return new Replay.Wish(dryRun, again, Principal.admin("otto"));
    }

    private Channel channel() {
        return channels.find(STREAM).orElseThrow();
    }

    private void put(long... offsets) {
        for (long offset : offsets) {
            letters.put(
                    InMemoryLetterbox.webhook(offset, STREAM, "channel-disabled", Samples.NOW.minusSeconds(60)), "{}");
        }
    }

    private void submit(Command command) {
        channels.submit(new CommandEnvelope(
                "c" + ids.incrementAndGet(), STREAM, null, "admin", Samples.NOW.minusSeconds(600), command));
    }

    private static LetterId id(long offset) {
        return new LetterId(3, offset);
    }
}
