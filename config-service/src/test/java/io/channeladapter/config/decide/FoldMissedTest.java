package io.channeladapter.config.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.ChannelSignal.Replay;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.Refetch;
import io.channeladapter.common.channel.Refetch.Gap;
import io.channeladapter.common.channel.Refetch.Job;
import io.channeladapter.common.channel.Refetch.Span;
import io.channeladapter.config.command.Command;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FoldMissedTest {
    private static final Instant NOW = Samples.NOW.plusSeconds(3_600);
    private static final Instant FROM = NOW.minusSeconds(600);
    private static final Channel V1 = Samples.channel(ChannelStatus.ENABLED);
    private static final Channel V2 = v2(ChannelStatus.ENABLED);

    private static final List<Span> DEALT = List.of(new Span(FROM, NOW));
    private static final Refetch DONE = new Refetch(null, DEALT, null, List.of(), List.of());

    private final List<ChannelEvent> told = new ArrayList<>();

    @Test
    void aGapIsNoticedOnceHoweverOftenItIsTold() {
        Channel noticed = fold(V2, missed(FROM, NOW, NOW));
        Channel again = fold(noticed, missed(FROM, NOW, NOW.plusSeconds(5)));
        Channel inside = fold(again, missed(FROM.plusSeconds(60), NOW.minusSeconds(60), NOW.plusSeconds(6)));

        assertThat(noticed.refetch().gap())
                .isEqualTo(new Gap(FROM, NOW, 0, Instant.parse("2026-11-23T11:01:10Z"), null));
        assertThat(inside).isEqualTo(noticed);
        assertThat(types()).containsExactly(ChannelEvent.Type.EVENTS_MISSED);
        assertThat(told.getFirst().actor()).isEqualTo("adapter");
        assertThat(told.getFirst().version()).isEqualTo(V2.version() + 1);
        assertThat(told.getFirst().details())
                .containsEntry("from", FROM.toString())
                .containsEntry("until", NOW.toString())
                .containsEntry("noticedBy", "adapter-ingress");
        assertThat(noticed.health()).isEqualTo(V2.health());
        assertThat(noticed.lastChange()).isEqualTo(V2.lastChange());
    }

    @Test
    void whatSeveralInstancesNoticeOfOneOutageIsOneGap() {
        Channel channel = fold(V2, missed(FROM, NOW, NOW));
        channel = fold(channel, missed(FROM.minusSeconds(20), NOW.minusSeconds(5), NOW));
        channel = fold(channel, missed(FROM.plusSeconds(20), NOW.plusSeconds(90), NOW.plusSeconds(91)));

        Gap gap = gap(channel);
        assertThat(gap.from()).isEqualTo(FROM.minusSeconds(20));
        assertThat(gap.until()).isEqualTo(NOW.plusSeconds(90));
        assertThat(gap.notBefore()).isEqualTo(Instant.parse("2026-11-23T11:02:10Z"));
        assertThat(types()).containsExactly(ChannelEvent.Type.EVENTS_MISSED);
    }

    @Test
    void aGapIsAskedForOnceAndItsEndIsTold() {
        Channel channel = ask(fold(V2, missed(FROM, NOW, NOW)), NOW.plusSeconds(100));
        assertThat(gap(channel).askedAt()).isEqualTo(NOW.plusSeconds(100));
        assertThat(gap(channel).attempts()).isEqualTo(1);

        channel = fold(channel, signal(Kind.REPLAY_ASKED, NOW.plusSeconds(101), Replay.asked(FROM, NOW, "77")));
        assertThat(channel.refetch())
                .isEqualTo(new Refetch(null, DEALT, null, List.of(), List.of(new Job("77", FROM, NOW))));
        assertThat(fold(channel, missed(FROM, NOW, NOW.plusSeconds(102)))).isEqualTo(channel);

        channel = fold(channel, signal(Kind.REPLAY_ENDED, NOW.plusSeconds(200), Replay.ended("77", true)));
        assertThat(channel.refetch()).isEqualTo(DONE);
        assertThat(types())
                .containsExactly(
                        ChannelEvent.Type.EVENTS_MISSED,
                        ChannelEvent.Type.REPLAY_ASKED,
                        ChannelEvent.Type.REPLAY_ENDED);
        assertThat(told.get(1).details()).containsEntry("jobId", "77").containsEntry("from", FROM.toString());
        assertThat(told)
                .extracting(ChannelEvent::version)
                .containsExactly(V2.version() + 1, V2.version() + 2, V2.version() + 3);
        assertThat(fold(channel, signal(Kind.REPLAY_ENDED, NOW.plusSeconds(201), Replay.ended("77", true))))
                .as("the same end, told twice")
                .isEqualTo(channel);
    }

    @Test
    void whoComesSecondWithTheSameGapIsRefused() {
        Channel noticed = fold(V2, missed(FROM, NOW, NOW));
        Command first = new Command.AskReplay(FROM, NOW, 1);
        Channel asked = ask(noticed, NOW.plusSeconds(100));

        assertThat(Decide.decide(asked, Samples.envelope("second", null, first)))
                .isInstanceOf(Decision.Refused.class);
        assertThat(Decide.decide(V2, Samples.envelope("none", null, first))).isInstanceOf(Decision.Refused.class);
        assertThat(Decide.decide(
                        noticed, Samples.envelope("grown", null, new Command.AskReplay(FROM, NOW.minusSeconds(1), 1))))
                .isInstanceOf(Decision.Refused.class);
        assertThat(Decide.decide(noticed.with(ChannelStatus.DISABLED, NOW), Samples.envelope("off", null, first)))
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void whatIsMissedWhileTwitterIsAskedIsAGapOfItsOwn() {
        Channel channel = ask(fold(V2, missed(FROM, NOW, NOW)), NOW.plusSeconds(100));
        channel = fold(channel, missed(NOW.plusSeconds(200), NOW.plusSeconds(600), NOW.plusSeconds(600)));

        channel = fold(channel, signal(Kind.REPLAY_ASKED, NOW.plusSeconds(601), Replay.asked(FROM, NOW, "77")));

        assertThat(channel.refetch().dealt()).isEqualTo(DEALT);
        assertThat(gap(channel).from()).isEqualTo(NOW.plusSeconds(200));
        assertThat(gap(channel).until()).isEqualTo(NOW.plusSeconds(600));
        assertThat(gap(channel).attempts()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 60", "2, 120", "3, 240", "5, 960"})
    void aRefusalThatMayPassIsTriedAgainLater(int attempts, long waits) {
        Channel channel = fold(V2, missed(FROM, NOW, NOW));
        for (int attempt = 1; attempt < attempts; attempt++) {
            channel = ask(channel, NOW.plusSeconds(100));
            channel = fold(channel, refused(true, null, NOW.plusSeconds(100)));
        }
        channel = ask(channel, NOW.plusSeconds(100));

        channel = fold(channel, refused(true, null, NOW.plusSeconds(100)));

        assertThat(gap(channel).notBefore()).isEqualTo(NOW.plusSeconds(100 + waits));
        assertThat(gap(channel).askedAt()).isNull();
        assertThat(gap(channel).attempts()).isEqualTo(attempts);
        assertThat(types()).containsExactly(ChannelEvent.Type.EVENTS_MISSED);
    }

    @Test
    void twittersOwnTimeToWaitIsKept() {
        Channel channel = ask(fold(V2, missed(FROM, NOW, NOW)), NOW.plusSeconds(100));

        channel = fold(channel, refused(true, NOW.plusSeconds(900), NOW.plusSeconds(100)));

        assertThat(gap(channel).notBefore()).isEqualTo(NOW.plusSeconds(900));
    }

    @Test
    void afterTheLastTryTheOwnerIsTold() {
        Channel channel = fold(V2, missed(FROM, NOW, NOW));
        for (int attempt = 1; attempt <= FoldMissed.MOST_ATTEMPTS; attempt++) {
            channel = fold(ask(channel, NOW.plusSeconds(attempt)), refused(true, null, NOW.plusSeconds(attempt)));
        }

        assertThat(channel.refetch()).isEqualTo(DONE);
        assertThat(types()).containsExactly(ChannelEvent.Type.EVENTS_MISSED, ChannelEvent.Type.DEGRADED);
        assertThat(channel.health().cause()).isEqualTo("events-missed");
    }

    @Test
    void aRefusalForGoodIsTheOwnersToKnow() {
        Channel channel = ask(fold(V2, missed(FROM, NOW, NOW)), NOW.plusSeconds(100));

        channel = fold(channel, refused(false, null, NOW.plusSeconds(101)));

        assertThat(channel.refetch()).isEqualTo(DONE);
        assertThat(channel.health().level()).isEqualTo(Health.Level.DEGRADED);
        assertThat(channel.health().detail())
                .isEqualTo(
                        "Events may have been missed from 2026-11-23 10:50 to 2026-11-23 11:00 UTC, and Twitter did not"
                                + " send them again: the app may not.");
        assertThat(types()).containsExactly(ChannelEvent.Type.EVENTS_MISSED, ChannelEvent.Type.DEGRADED);
        assertThat(told.getLast().details())
                .containsEntry("cause", "events-missed")
                .containsEntry("from", FROM.toString());
    }

    @Test
    void withoutAReplayTheSpanIsTold() {
        Channel channel = fold(V1, missed(FROM, NOW, NOW));
        Channel again = fold(channel, missed(FROM, NOW, NOW.plusSeconds(3)));

        assertThat(again).isEqualTo(channel);
        assertThat(channel.refetch()).isEqualTo(DONE);
        assertThat(channel.health().cause()).isEqualTo("events-missed");
        assertThat(channel.health().detail())
                .isEqualTo(
                        "No ingress took webhooks. Twitter offers no replay for this generation of its API, so that what"
                                + " was written in that time may be lost.");
        assertThat(types()).containsExactly(ChannelEvent.Type.DEGRADED);
    }

    @Test
    void aSecondOutageIsInHistoryThoughTheChannelIsDegradedAlready() {
        Channel channel = fold(V1, missed(FROM, NOW, NOW));

        channel = fold(channel, missed(NOW.plusSeconds(30), NOW.plusSeconds(400), NOW.plusSeconds(400)));

        assertThat(types()).containsExactly(ChannelEvent.Type.DEGRADED, ChannelEvent.Type.EVENTS_MISSED);
        assertThat(told.getLast().details()).containsEntry("replay", "none");
        assertThat(channel.version()).isEqualTo(V1.version() + 2);
    }

    @Test
    void anIncompleteReplayIsTheOwnersToKnow() {
        Channel channel = ask(fold(V2, missed(FROM, NOW, NOW)), NOW.plusSeconds(100));
        channel = fold(channel, signal(Kind.REPLAY_ASKED, NOW.plusSeconds(101), Replay.asked(FROM, NOW, "77")));

        channel = fold(channel, signal(Kind.REPLAY_ENDED, NOW.plusSeconds(200), Replay.ended("77", false)));

        assertThat(channel.health().cause()).isEqualTo("events-missed");
        assertThat(types()).last().isEqualTo(ChannelEvent.Type.DEGRADED);
    }

    @Test
    void theEndOfAReplayWhoseAnswerNeverCameIsThatOfItsGap() {
        Channel channel = ask(fold(V2, missed(FROM, NOW, NOW)), NOW.plusSeconds(100));

        channel = fold(channel, signal(Kind.REPLAY_ENDED, NOW.plusSeconds(200), Replay.ended("77", true)));
        Channel late = fold(channel, signal(Kind.REPLAY_ASKED, NOW.plusSeconds(201), Replay.asked(FROM, NOW, "77")));

        assertThat(late).isEqualTo(channel);
        assertThat(channel.refetch()).isEqualTo(DONE);
        assertThat(types()).containsExactly(ChannelEvent.Type.EVENTS_MISSED, ChannelEvent.Type.REPLAY_ENDED);
    }

    @Test
    void theEndOfAnUnknownReplayIsNobodysBusiness() {
        Channel noticed = fold(V2, missed(FROM, NOW, NOW));
        assertThat(fold(noticed, signal(Kind.REPLAY_ENDED, NOW, Replay.ended("1", true))))
                .isEqualTo(noticed);
        assertThat(fold(V2, signal(Kind.REPLAY_ENDED, NOW, Replay.ended("1", true))))
                .isEqualTo(V2);
    }

    @ParameterizedTest
    @EnumSource(value = ChannelStatus.class, names = "ENABLED", mode = EnumSource.Mode.EXCLUDE)
    void aChannelThatIsNotEnabledMissesNothing(ChannelStatus status) {
        assertThat(FoldSignal.fold(v2(status), missed(FROM, NOW, NOW))).isInstanceOf(Folded.Unchanged.class);
    }

    @Test
    void whatLiesBeforeItsCreationOrItsEnablingIsNotMissed() {
        Instant created = V2.createdAt();
        assertThat(gap(fold(V2, missed(created.minusSeconds(900), NOW, NOW))).from())
                .isEqualTo(created);

        Channel enabled = Objects.requireNonNull(((Decision.Changed)
                        Decide.decide(v2(ChannelStatus.DISABLED), Samples.envelope("on", null, Samples.ENABLE)))
                .next());
        assertThat(enabled.refetch().upTo()).isEqualTo(Samples.NOW);
        assertThat(fold(enabled, missed(Samples.NOW.minusSeconds(900), Samples.NOW, NOW)))
                .isEqualTo(enabled);
    }

    @Test
    void anEndThatIsSeenALittleLaterIsTheSameOutage() {
        Channel asking = ask(fold(V2, missed(FROM, NOW, NOW)), NOW.plusSeconds(100));
        ChannelSignal later = missed(FROM.plusSeconds(5), NOW.plusSeconds(40), NOW.plusSeconds(310));
        assertThat(fold(asking, later)).isEqualTo(asking);

        Channel asked = fold(asking, signal(Kind.REPLAY_ASKED, NOW.plusSeconds(101), Replay.asked(FROM, NOW, "77")));
        assertThat(fold(asked, later)).isEqualTo(asked);

        ChannelSignal muchLater = missed(FROM.plusSeconds(5), NOW.plusSeconds(61), NOW.plusSeconds(331));
        assertThat(gap(fold(asked, muchLater)).span()).isEqualTo(new Span(NOW, NOW.plusSeconds(61)));
    }

    @Test
    void whatBeganBeforeTheSpanThatWasAskedForIsAskedForToo() {
        Instant earlier = FROM.minusSeconds(1_800);
        Channel asking = ask(fold(V2, missed(FROM, NOW, NOW)), NOW.plusSeconds(100));
        ChannelSignal refusals = missed(earlier, NOW.plusSeconds(30), NOW.plusSeconds(300));
        ChannelSignal answer = signal(Kind.REPLAY_ASKED, NOW.plusSeconds(301), Replay.asked(FROM, NOW, "77"));

        Channel toldMeanwhile = fold(fold(asking, refusals), answer);
        Channel toldAfterwards = fold(fold(asking, answer), refusals);

        assertThat(gap(toldMeanwhile).span()).isEqualTo(new Span(earlier, FROM));
        assertThat(gap(toldAfterwards).span()).isEqualTo(new Span(earlier, FROM));
        assertThat(gap(toldMeanwhile).askedAt()).isNull();
    }

    @Test
    void aSpanAroundOneThatWasAskedForIsAskedForInTwoParts() {
        Instant asked = NOW.plusSeconds(100);
        Channel channel = fold(
                ask(fold(V2, missed(FROM, NOW, NOW)), asked),
                signal(Kind.REPLAY_ASKED, asked, Replay.asked(FROM, NOW, "77")));
        Span before = new Span(FROM.minusSeconds(600), FROM);
        Span after = new Span(NOW, NOW.plusSeconds(600));

        channel = fold(channel, missed(before.from(), after.until(), after.until()));
        assertThat(gap(channel).span()).isEqualTo(before);
        channel = fold(
                ask(channel, after.until().plusSeconds(70)),
                signal(
                        Kind.REPLAY_ASKED,
                        after.until().plusSeconds(71),
                        Replay.asked(before.from(), before.until(), "78")));

        assertThat(gap(channel).span()).isEqualTo(after);
    }

    @Test
    void whatIsMissedIsAskedForOnceWhateverIsToldWhen() {
        for (int seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            Channel channel = V2;
            Instant now = NOW;
            List<Span> missed = new ArrayList<>();
            List<Span> settled = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                now = now.plusSeconds(random.nextInt(400));
                Gap gap = channel.refetch().gap();
                switch (random.nextInt(4)) {
                    case 0 -> {
                        Instant until = now.minusSeconds(random.nextInt(1_200));
                        missed.add(new Span(until.minusSeconds(1 + random.nextInt(1_500)), until));
                        channel = fold(channel, missed(missed.getLast().from(), until, now));
                    }
                    case 1 -> channel = gap != null && gap.askedAt() == null ? ask(channel, now) : channel;
                    case 2 -> {
                        if (gap != null && gap.askedAt() != null) {
                            settled.add(gap.span());
                            channel = fold(
                                    channel,
                                    signal(
                                            Kind.REPLAY_ASKED,
                                            now,
                                            Replay.asked(gap.from(), gap.until(), "job" + step)));
                        }
                    }
                    case 3 -> {
                        if (gap != null && gap.askedAt() != null) {
                            channel = fold(
                                    channel,
                                    signal(
                                            Kind.REPLAY_REFUSED,
                                            now,
                                            Replay.refused(gap.from(), gap.until(), true, null)));
                            if (!gap.equals(channel.refetch().gap())
                                    && channel.refetch().dealtWithin(gap.span())) {
                                settled.add(gap.span());
                            }
                        }
                    }
                    default -> throw new AssertionError();
                }
            }
            List<Span> all = new ArrayList<>(settled);
            all.addAll(channel.refetch().waiting());
            if (channel.refetch().gap() != null) {
                all.add(gap(channel).span());
            }
            all.sort(Comparator.comparing(Span::from));
            for (int i = 1; i < all.size(); i++) {
                assertThat(all.get(i).from())
                        .as("seed " + seed + ": once")
                        .isAfterOrEqualTo(all.get(i - 1).until());
            }
            for (Span span : missed) {
                for (Instant moment = span.from(); moment.isBefore(span.until()); moment = moment.plusSeconds(20)) {
                    Instant at = moment;
                    // A minute before for the whole minutes of Twitter, and one after for the same end.
                    assertThat(all)
                            .as("seed " + seed + ": " + at)
                            .anyMatch(one -> !at.isBefore(one.from().minusSeconds(60))
                                    && !at.isAfter(one.until().plusSeconds(60)));
                }
            }
            assertThat(told).extracting(ChannelEvent::version).doesNotHaveDuplicates();
            told.clear();
        }
    }

    private Channel fold(Channel before, ChannelSignal signal) {
        return switch (FoldSignal.fold(before, signal)) {
            case Folded.Changed(Channel next, ChannelEvent event) -> {
                told.add(event);
                yield next;
            }
            case Folded.Noted(Channel next) -> next;
            case Folded.Unchanged _ -> before;
        };
    }

    private static Channel ask(Channel channel, Instant at) {
        Gap gap = gap(channel);
        Decision decision = Decide.decide(
                channel,
                new io.channeladapter.config.command.CommandEnvelope(
                        "ask",
                        Samples.STREAM,
                        null,
                        "adapter",
                        at,
                        new Command.AskReplay(gap.from(), gap.until(), gap.attempts() + 1)));
        assertThat(decision).isInstanceOf(Decision.Noted.class);
        return ((Decision.Noted) decision).next();
    }

    private static Gap gap(Channel channel) {
        return Objects.requireNonNull(channel.refetch().gap());
    }

    private List<ChannelEvent.Type> types() {
        return told.stream().map(ChannelEvent::type).toList();
    }

    private static ChannelSignal missed(Instant from, Instant until, Instant at) {
        return new ChannelSignal(
                Samples.STREAM,
                Kind.EVENTS_MISSED,
                "adapter-ingress",
                at,
                "No ingress took webhooks.",
                null,
                null,
                Replay.of(from, until));
    }

    private static ChannelSignal refused(boolean again, @Nullable Instant notBefore, Instant at) {
        return new ChannelSignal(
                Samples.STREAM,
                Kind.REPLAY_REFUSED,
                "config-service",
                at,
                "the app may not.",
                null,
                null,
                Replay.refused(FROM, NOW, again, notBefore));
    }

    private static ChannelSignal signal(Kind kind, Instant at, Replay replay) {
        return new ChannelSignal(Samples.STREAM, kind, "config-service", at, "Twitter says so.", null, null, replay);
    }

    private static Channel v2(ChannelStatus status) {
        Channel draft = Samples.channel(ChannelStatus.CONFIGURED)
                .entering(
                        new Connection(ApiGeneration.ACCOUNT_ACTIVITY_V2, null, "sealed-1"),
                        Samples.channel(ChannelStatus.CONFIGURED).afterUnclear(),
                        null,
                        Samples.NOW.minusSeconds(60));
        Channel authorized = draft.authorized(Samples.ACCOUNT, "900", Samples.NOW.minusSeconds(60));
        return switch (status) {
            case DRAFT -> Samples.channel(ChannelStatus.DRAFT);
            case CONFIGURED -> draft;
            case AUTHORIZED -> authorized;
            case ENABLED, DISABLED -> authorized.with(status, Samples.NOW.minusSeconds(60));
        };
    }
}
